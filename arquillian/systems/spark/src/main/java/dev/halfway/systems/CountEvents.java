package dev.halfway.systems;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts events whose ids begin so, in files or in a Kafka topic, and prints how many there are and
 * how many different ones: {@code CountEvents <prefix> <address of the files>} or {@code CountEvents
 * <prefix> <host:port of Kafka> <topic>}.
 */
final class CountEvents {

  private CountEvents() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      Dataset<Row> ids =
          (arguments.length == 2 ? files(spark, arguments[1]) : topic(spark, arguments[1], arguments[2]))
              .filter(col("id").startsWith(arguments[0]));
      System.out.printf("events %d different %d%n", ids.count(), ids.distinct().count());
    }
  }

  private static Dataset<Row> files(SparkSession spark, String address) {
    return spark.read().option("recursiveFileLookup", true).json(address).select("id");
  }

  private static Dataset<Row> topic(SparkSession spark, String servers, String topic) {
    return spark
        .read()
        .format("kafka")
        .option("kafka.bootstrap.servers", servers)
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .load()
        .selectExpr("CAST(key AS STRING) AS id");
  }
}
