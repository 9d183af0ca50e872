package dev.halfway.hub.real;

import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Apache Kafka, one broker that is its own controller. */
final class RealKafka implements RealSystem {

  static final String TOPIC = "halfway-events";

  private final Path folder = Path.of("kafka").toAbsolutePath();
  private final int port = Ports.free();
  private final int controllerPort = Ports.free();
  private final JavaProcess process = new JavaProcess("kafka", folder);

  private RealKafka() {}

  /** One that has no data, and runs. */
  static RealKafka fresh() {
    RealKafka kafka = new RealKafka();
    kafka.format();
    kafka.start();
    return kafka;
  }

  private void format() {
    Folders.empty(folder);
    try {
      Files.writeString(
          folder.resolve("server.properties"),
          """
          process.roles=broker,controller
          node.id=1
          controller.quorum.voters=1@127.0.0.1:%1$d
          listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
          controller.listener.names=CONTROLLER
          log.dirs=%3$s
          num.partitions=3
          offsets.topic.replication.factor=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          group.initial.rebalance.delay.ms=0
          # So that one event can be too large.
          message.max.bytes=40000
          """
              .formatted(controllerPort, port, folder.resolve("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    process.run(
        "kafka.tools.StorageTool",
        List.of(
            "format",
            "-t",
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            "-c",
            "server.properties"));
  }

  @Override
  public String sink() {
    return "kafka";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("halfway.hub.kafka.servers", address());
  }

  /** Where its clients find it. */
  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void start() {
    process.start("kafka.Kafka", "server.properties");
    process.await(this::answers);
  }

  private boolean answers() {
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.listTopics(Duration.ofSeconds(5));
      return true;
    } catch (KafkaException e) {
      return false;
    }
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false),
        new StringDeserializer(),
        new StringDeserializer());
  }

  @Override
  public List<String> ids(String prefix) {
    List<String> ids = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.listTopics().getOrDefault(TOPIC, List.of()).stream()
              .map(partition -> new TopicPartition(TOPIC, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(
                event -> {
                  if (event.key().startsWith(prefix)) {
                    ids.add(event.key());
                  }
                });
      }
    }
    return ids;
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
  }
}
