package dev.halfway.hub;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, and by it Logstash, Spark and the rest: a record for each event, with its id as the key. A
 * batch that is written again is there again: at least once, and a reader who keeps ids has each
 * once.
 */
@ApplicationScoped
class Kafka implements Sink {

  private static final String SERVERS = "halfway.hub.kafka.servers";

  @Inject
  @ConfigProperty(name = SERVERS)
  private Optional<String> servers;

  @Inject
  @ConfigProperty(name = "halfway.hub.kafka.topic", defaultValue = "halfway-events")
  private String topic;

  private @Nullable KafkaProducer<String, String> producer;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  Kafka() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public boolean isOn() {
    if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
      throw new IllegalStateException(
          "halfway.hub.kafka.topic: must be 1 to 249 letters, digits and ._-: " + topic);
    }
    servers.ifPresent(Kafka::check);
    return servers.isPresent();
  }

  private static void check(String servers) {
    if (!servers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
      throw new IllegalStateException(
          SERVERS + ": must be host:port, more of them with commas between: " + servers);
    }
  }

  @Override
  public BatchLimits limits() {
    return new BatchLimits(10_000, 4 << 20, Duration.ofMillis(100));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    KafkaProducer<String, String> open = open();
    try {
      Map<Event, Future<RecordMetadata>> sent = new HashMap<>();
      for (Event event : batch.events()) {
        Future<RecordMetadata> future =
            open.send(new ProducerRecord<>(topic, event.id(), event.json()));
        sent.put(event, future);
        if (future.isDone() && failure(future) instanceof TimeoutException) {
          // Nobody is there: each of the others would wait as long.
          break;
        }
      }
      open.flush();
      return outcome(batch.events(), sent);
    } catch (InterruptException e) {
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      // What has failed so may be no good any more.
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Outcome outcome(List<Event> events, Map<Event, Future<RecordMetadata>> sent)
      throws InterruptedException {
    Map<Event, String> refused = new HashMap<>();
    List<Event> again = new ArrayList<>();
    String why = "";
    for (Event event : events) {
      Future<RecordMetadata> future = sent.get(event);
      @Nullable Throwable failure = future == null ? null : failure(future);
      if (failure instanceof RecordTooLargeException) {
        refused.put(event, String.valueOf(failure.getMessage()));
      } else if (future == null || failure != null) {
        again.add(event);
        why = failure == null ? why : String.valueOf(failure.getMessage());
      }
    }
    return new Outcome(refused, again, why);
  }

  private static @Nullable Throwable failure(Future<RecordMetadata> future)
      throws InterruptedException {
    try {
      future.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private KafkaProducer<String, String> open() {
    KafkaProducer<String, String> open = producer;
    if (open == null) {
      // The client looks for its classes by the thread's loader: that of this module has them.
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(Kafka.class.getClassLoader());
      try {
        open =
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    servers.orElseThrow(),
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "halfway-hub",
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG,
                    500,
                    ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    5_000,
                    // By default it begins anew every 50 ms where it knows one address in vain.
                    CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                    "none",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    10_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    30_000),
                new StringSerializer(),
                new StringSerializer());
      } finally {
        thread.setContextClassLoader(before);
      }
      producer = open;
    }
    return open;
  }

  @PreDestroy
  void close() {
    KafkaProducer<String, String> last = producer;
    producer = null;
    if (last != null) {
      last.close(Duration.ofSeconds(2));
    }
  }
}
