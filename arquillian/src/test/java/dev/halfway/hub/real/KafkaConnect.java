package dev.halfway.hub.real;

import dev.halfway.hub.WrittenFiles;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Kafka Connect with its connector that writes files: reads the hub's topic as Logstash would, and
 * knows nothing of the hub.
 */
final class KafkaConnect implements AutoCloseable {

  private final Path folder = Folders.empty(Path.of("kafka-connect").toAbsolutePath());
  private final Path written = Folders.empty(folder.resolve("written"));
  private final JavaProcess process = new JavaProcess("kafka", folder);

  private KafkaConnect() {}

  /** One that starts to read. */
  static KafkaConnect reading(RealKafka kafka) {
    KafkaConnect connect = new KafkaConnect();
    try {
      Files.writeString(
          connect.folder.resolve("worker.properties"),
          """
          bootstrap.servers=%s
          key.converter=org.apache.kafka.connect.storage.StringConverter
          value.converter=org.apache.kafka.connect.storage.StringConverter
          offset.storage.file.filename=%s
          listeners=HTTP://127.0.0.1:%d
          plugin.discovery=service_load
          plugin.path=%s
          """
              .formatted(
                  kafka.address(),
                  connect.folder.resolve("offsets"),
                  Ports.free(),
                  Folders.empty(connect.folder.resolve("plugins"))));
      Files.writeString(
          connect.folder.resolve("sink.properties"),
          """
          name=events
          connector.class=FileStreamSink
          tasks.max=1
          topics=%s
          file=%s
          """
              .formatted(RealKafka.TOPIC, connect.written.resolve("events.ndjson")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connect.process.start(
        "org.apache.kafka.connect.cli.ConnectStandalone", "worker.properties", "sink.properties");
    return connect;
  }

  /** The ids that begin so, as often as they are in its file. */
  List<String> ids(String prefix) {
    return new WrittenFiles(written).ids(prefix);
  }

  @Override
  public void close() {
    process.stop();
  }
}
