package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.testing.Injected;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTest {

  private static final Event ONE = new Event("1", "{}");
  private static final Event TWO = new Event("2", "{}");
  private static final Event THREE = new Event("3", "{}");

  private final FailingProducer producer = new FailingProducer();
  private final Kafka sink = new Kafka();

  KafkaTest() {
    Injected.into(sink, "topic", "events");
    Injected.into(sink, "producer", producer);
  }

  /** Some of whose records fail. */
  private static final class FailingProducer extends MockProducer<String, String> {
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Map<String, RuntimeException> thrown = new HashMap<>();

    FailingProducer() {
      super(true, null, new StringSerializer(), new StringSerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record) {
      if (thrown.containsKey(record.key())) {
        throw thrown.get(record.key());
      }
      return failures.containsKey(record.key())
          ? CompletableFuture.failedFuture(failures.get(record.key()))
          : super.send(record);
    }
  }

  private Outcome write() throws Exception {
    return sink.write(
        Batch.of(List.of(new Chunk(UUID.randomUUID(), List.of(ONE, TWO, THREE))), Instant.EPOCH));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(EventVerdict.Kind.REFUSED, new RecordTooLargeException("x")),
        Arguments.of(EventVerdict.Kind.DOUBTFUL, new InvalidRecordException("x")),
        Arguments.of(EventVerdict.Kind.DOUBTFUL, new SerializationException("x")),
        Arguments.of(EventVerdict.Kind.AGAIN, new RecordBatchTooLargeException("x")),
        Arguments.of(EventVerdict.Kind.AGAIN, new InvalidTopicException("x")),
        Arguments.of(EventVerdict.Kind.AGAIN, new TopicAuthorizationException("x")),
        Arguments.of(EventVerdict.Kind.AGAIN, new NotEnoughReplicasException("x")),
        Arguments.of(EventVerdict.Kind.AGAIN, new KafkaException("part of a batch")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatItSaysOfARecord(EventVerdict.Kind kind, RuntimeException failure) throws Exception {
    producer.failures.put("2", failure);

    Outcome outcome = write();

    assertThat(outcome.verdicts()).containsOnlyKeys(TWO);
    assertThat(outcome.has(kind)).isTrue();
    assertThat(outcome.taken()).isTrue();
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("1", "3");
  }

  @Test
  void anEventThatCannotBeSentKeepsNoOtherFromIt() throws Exception {
    producer.thrown.put("1", new SerializationException("x"));
    producer.thrown.put("2", new IllegalArgumentException("y"));

    assertThat(write().verdicts())
        .isEqualTo(Map.of(ONE, EventVerdict.doubtful("x"), TWO, EventVerdict.doubtful("y")));
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("3");
  }

  @Test
  void whereNobodyIsThereTheOthersDoNotWait() throws Exception {
    producer.failures.put("1", new TimeoutException("not in metadata"));

    Outcome outcome = write();

    assertThat(outcome.verdicts()).hasSize(3).containsValue(EventVerdict.again("not in metadata"));
    assertThat(outcome.taken()).isFalse();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aProducerThatIsNoGoodAnyMoreIsClosed() {
    producer.thrown.put("2", new KafkaException("in an error state"));

    assertThatThrownBy(this::write).hasMessage("in an error state");
    assertThat(producer.closed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "", "a b", "ü"})
  void aTopicThatKafkaDoesNotHaveStopsTheStart(String topic) {
    Injected.into(sink, "topic", topic);

    assertThatThrownBy(sink::isOn)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("halfway.hub.kafka.topic");
  }
}
