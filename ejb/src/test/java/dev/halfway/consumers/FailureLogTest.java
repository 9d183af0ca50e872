package dev.halfway.consumers;

import static dev.halfway.consumers.MessageFate.Kind.FAILED;
import static dev.halfway.consumers.MessageFate.Kind.GIVEN_UP;
import static dev.halfway.consumers.MessageFate.Kind.SENT_BACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class FailureLogTest {

  private static final String STOCK = "transaction.stock";
  private static final String POINTS = "transaction.points";
  private static final String STOCK_QUEUE = "halfway.transaction-stock";

  private final FailureLog log = new FailureLog();
  private final Fates fates = new Fates();
  private final UUID order = UUID.randomUUID();
  private final String message = "ID:" + order;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  FailureLogTest(TestDatabase database) {
    Injected.into(log, "sql", database.sql());
    Injected.into(log, "fates", fates.event());
  }

  @Test
  void theNewestFailureOfEachConsumerIsKept() {
    log.record(failure(STOCK, "first", 1));
    log.record(failure(POINTS, "other", 1));
    log.record(failure(STOCK, "second", 2));

    assertThat(log.about(order))
        .containsExactlyInAnyOrder(failure(STOCK, "second", 2), failure(POINTS, "other", 1));
    assertThat(log.of(List.of(message, "unknown"))).containsOnlyKeys(message);
    assertThat(fates.told)
        .containsExactly(
            fate(FAILED, STOCK, "first"),
            fate(FAILED, POINTS, "other"),
            fate(FAILED, STOCK, "second"));
  }

  @Test
  void whatIsHandledAfterAllIsForgotten() {
    log.record(failure(STOCK, "first", 1));
    log.record(failure(POINTS, "other", 1));
    log.handled(message, STOCK);

    assertThat(log.about(order)).containsExactly(failure(POINTS, "other", 1));
  }

  @Test
  void aDeadLetterIsNotedOnceAndOfItsConsumerAlone() {
    log.record(failure(POINTS, "other", 1));
    log.record(failure(STOCK, "no stock", 4));
    fates.told.clear();

    assertThat(log.givenUp(message, STOCK_QUEUE, order, now)).isTrue();
    assertThat(log.givenUp(message, STOCK_QUEUE, order, now)).isTrue();

    assertThat(fates.told).containsExactly(fate(GIVEN_UP, STOCK, "no stock"));
    assertThat(log.about(order))
        .filteredOn(ConsumerFailure::givenUp)
        .extracting(ConsumerFailure::consumer)
        .containsExactly(STOCK);
  }

  /** The database was away, or the node died. */
  @Test
  void aDeadLetterWhoseConsumerNeverToldIsNotedToo() {
    assertThat(log.givenUp(message, STOCK_QUEUE, order, now)).isTrue();

    assertThat(fates.told).containsExactly(fate(GIVEN_UP, STOCK, ConsumerFailure.UNTOLD));
    assertThat(log.about(order))
        .singleElement()
        .matches(ConsumerFailure::givenUp)
        .matches(failure -> failure.consumer().equals(STOCK));
  }

  @Test
  void whatIsAboutNothingIsToldToNobody() {
    log.record(new ConsumerFailure(message, STOCK, null, "poison", 1, now));

    assertThat(fates.told).isEmpty();
    assertThat(log.of(List.of(message))).containsKey(message);
  }

  @Test
  void whatIsSentBackBeginsAnewAndCanDieAgain() {
    log.record(failure(STOCK, "no stock", 4));
    log.givenUp(message, STOCK_QUEUE, order, now);
    fates.told.clear();

    log.sentBack(message, STOCK_QUEUE, order);
    assertThat(log.about(order)).isEmpty();

    Instant later = Instant.now().plusSeconds(1);
    log.record(new ConsumerFailure(message, STOCK, order, "still none", 1, later));
    assertThat(log.about(order)).singleElement().matches(failure -> !failure.givenUp());
    assertThat(log.givenUp(message, STOCK_QUEUE, order, later)).isTrue();
    assertThat(fates.told)
        .containsExactly(
            fate(SENT_BACK, STOCK, "no stock"),
            fate(FAILED, STOCK, "still none"),
            fate(GIVEN_UP, STOCK, "still none"));
  }

  @Test
  void whatIsSentBackAndDiesWithoutAWordIsKnown() {
    log.record(failure(STOCK, "no stock", 4));
    log.sentBack(message, STOCK_QUEUE, order);

    assertThat(log.givenUp(message, STOCK_QUEUE, order, Instant.now().plusSeconds(1))).isTrue();

    assertThat(log.about(order)).singleElement().matches(ConsumerFailure::givenUp);
  }

  /** Its consumer may be at work on it, or done. */
  @Test
  void whatWasSentBackAfterALookHadBegunIsLookedAtAgain() {
    log.record(failure(STOCK, "no stock", 4));
    log.givenUp(message, STOCK_QUEUE, order, now);
    Instant before = Instant.now().minus(Duration.ofMinutes(1));
    log.sentBack(message, STOCK_QUEUE, order);
    fates.told.clear();

    assertThat(log.givenUp(message, STOCK_QUEUE, order, before)).isFalse();
    assertThat(fates.told).isEmpty();
  }

  @Test
  void theSameWhereTheConsumerNeverTold() {
    log.sentBack(message, STOCK_QUEUE, order);

    assertThat(log.givenUp(message, STOCK_QUEUE, order, Instant.now().minus(Duration.ofMinutes(1))))
        .isFalse();
    assertThat(log.about(order)).isEmpty();
  }

  private ConsumerFailure failure(String consumer, String cause, int attempts) {
    return new ConsumerFailure(message, consumer, order, cause, attempts, now);
  }

  private MessageFate fate(MessageFate.Kind kind, String consumer, String cause) {
    return new MessageFate(kind, consumer, order, cause);
  }
}
