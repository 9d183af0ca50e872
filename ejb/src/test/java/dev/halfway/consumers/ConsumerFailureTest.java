package dev.halfway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerFailureTest {

  @ParameterizedTest
  @CsvSource({
    "halfway.decoupling.sms, decoupling.sms, true",
    "halfway.transaction-stock, transaction.stock, true",
    "halfway.transaction-stock, transaction.points, false",
    "halfway.smoothing.orders, smoothing, true",
    "halfway.delay.timers, delay, true",
    "halfway.bus.centre, bus.centre, true",
    "halfway.bus-ticketing, bus.ticketing, true",
    "halfway.bus-ticketing, bus.prizes, false",
    "node-1.broadcast-dispatches, broadcast.dispatches, true",
    "halfway-hub-kafka, hub.kafka, true",
    "halfway-hub-kafka, hub.files, false",
    "unknown, hub.files, true"
  })
  void isFoundByTheQueueOfItsConsumer(String queue, String consumer, boolean found) {
    ConsumerFailure failure = new ConsumerFailure("m", consumer, null, "any", 1, Instant.now());

    assertThat(ConsumerFailure.of(queue, List.of(failure)).isPresent()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "halfway.decoupling.sms, decoupling.sms",
    "halfway.transaction-stock, transaction.stock",
    "anything, anything"
  })
  void aConsumerThatNeverToldIsNamedByItsQueue(String queue, String consumer) {
    assertThat(ConsumerFailure.consumerOf(queue)).isEqualTo(consumer);
  }
}
