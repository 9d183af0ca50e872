package dev.halfway.hub;

import dev.halfway.text.Causes;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
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
  private static final int MAX_REQUEST = 2 << 20;
  private static final String STOPPING = "the hub is stopping";

  @Inject
  @ConfigProperty(name = SERVERS)
  private Optional<String> servers;

  @Inject
  @ConfigProperty(name = "halfway.hub.kafka.topic", defaultValue = "halfway-events")
  private String topic;

  private @Nullable Producer<String, String> producer;

  /** Who is in a call of the client. */
  private @Nullable Thread writing;

  private boolean stopped;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  Kafka() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public boolean isOn() {
    if (!topic.matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}")) {
      throw new IllegalStateException(
          "halfway.hub.kafka.topic: must be 1 to 249 letters, digits and ._-, and not . or ..: "
              + topic);
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
    begin();
    try {
      return send(batch);
    } finally {
      end();
    }
  }

  private Outcome send(Batch batch) throws IOException, InterruptedException {
    Producer<String, String> open = open();
    try {
      Map<Event, Future<RecordMetadata>> sent = new HashMap<>();
      for (Event event : batch.events()) {
        Future<RecordMetadata> future = send(open, event);
        sent.put(event, future);
        if (future.isDone() && failure(future) instanceof TimeoutException) {
          // Nobody is there: each of the others would wait as long.
          break;
        }
      }
      open.flush();
      Outcome outcome = outcome(batch.events(), sent);
      if (!outcome.taken() && outcome.has(EventVerdict.Kind.DOUBTFUL)) {
        close();
      }
      return outcome;
    } catch (InterruptException e) {
      throw new IOException(STOPPING, e);
    } catch (KafkaException e) {
      // What has failed so may be no good any more.
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What fails here for its own sake does not keep the others from being sent. */
  private Future<RecordMetadata> send(Producer<String, String> open, Event event) {
    try {
      return open.send(new ProducerRecord<>(topic, event.id(), event.json()));
    } catch (SerializationException e) {
      return CompletableFuture.failedFuture(e);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Outcome outcome(List<Event> events, Map<Event, Future<RecordMetadata>> sent)
      throws InterruptedException {
    Map<Event, EventVerdict> verdicts = new HashMap<>();
    boolean taken = false;
    String why = "";
    for (Event event : events) {
      Future<RecordMetadata> future = sent.get(event);
      @Nullable Throwable failure = future == null ? null : failure(future);
      if (failure != null) {
        why = Causes.textOf(failure);
        verdicts.put(event, verdict(failure, why));
      } else if (future == null) {
        verdicts.put(event, EventVerdict.again(why));
      } else {
        taken = true;
      }
    }
    return new Outcome(verdicts, taken);
  }

  /**
   * All that Kafka says is about the topic, this user or its own state, but for a record's length
   * and what a broker that looks into records finds there.
   */
  private static EventVerdict verdict(Throwable failure, String why) {
    if (failure instanceof RecordTooLargeException) {
      return EventVerdict.refused(why);
    }
    boolean ofTheRecord =
        failure instanceof InvalidRecordException
            || failure instanceof SerializationException
            || !(failure instanceof KafkaException);
    return ofTheRecord ? EventVerdict.doubtful(why) : EventVerdict.again(why);
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

  private Producer<String, String> open() {
    Producer<String, String> open = producer;
    if (open == null) {
      // The client looks for its classes by the thread's loader: that of this module has them.
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(Kafka.class.getClassLoader());
      try {
        open =
            new KafkaProducer<>(
                settings(servers.orElseThrow()), new StringSerializer(), new StringSerializer());
      } finally {
        thread.setContextClassLoader(before);
      }
      producer = open;
    }
    return open;
  }

  private static Map<String, Object> settings(String servers) {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "halfway-hub"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 500),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000),
        // By default it begins anew every 50 ms where it knows one address in vain.
        Map.entry(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none"),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000),
        // Longer than any event: the topic decides what is too long.
        Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST),
        // Closing it waits for an answer that is due, however short its own timeout.
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000));
  }

  /** An interrupt is how a call of the client ends. It reaches nothing else: no database. */
  @Override
  public synchronized void stop() {
    stopped = true;
    if (writing != null) {
      writing.interrupt();
    }
  }

  private synchronized void begin() throws IOException {
    if (stopped) {
      throw new IOException(STOPPING);
    }
    writing = Thread.currentThread();
  }

  private synchronized void end() {
    writing = null;
    if (stopped) {
      Thread.interrupted(); // It was meant for the client alone.
    }
  }

  @PreDestroy
  void close() {
    Producer<String, String> last = producer;
    producer = null;
    if (last != null) {
      last.close(Duration.ofSeconds(2));
    }
  }
}
