package dev.halfway.ra.relay;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Callers wait for a relay that is behind, and for the delivery of their messages, within bounds.
 */
class BackPressureTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void callersAreRefusedWhenTheRelayStaysBehind() throws Exception {
    lab.maxPending = 5;
    Engine engine = lab.start().engine();
    lab.database.stop();
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 5);

    assertThatThrownBy(engine::begin)
        .isInstanceOf(JMSException.class)
        .hasMessage(
            "the relay is behind: 5 half messages are on their way, the limit is 5 (maxPending)");
    assertThat(engine.status().pending()).isEqualTo(5);
    assertThat(engine.status().lag()).isPositive();
  }

  @Test
  void callersGoOnWhenTheRelayHasCaughtUp() throws Exception {
    lab.maxPending = 5;
    lab.backPressure = LONG;
    Engine engine = lab.start().engine();
    lab.database.stop();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    engine.preparing(id, 5);
    for (int i = 0; i < 5; i++) {
      lab.send(engine, id, "message " + i);
    }
    engine.ended(id);
    CompletableFuture<HalfTransactionId> caller =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return engine.begin();
              } catch (JMSException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(caller).isNotDone();

    lab.database.start();

    assertThat(caller.get(LONG.toSeconds() - 5, TimeUnit.SECONDS)).isNotNull();
    eventually(() -> engine.status().pending() == 0);
    assertThat(engine.status().lag()).isZero();
    assertThat(lab.count(RelayLab.TO)).isEqualTo(5);
  }

  /** The outcome of the commit was unknown, and it was that nothing was kept. */
  @Test
  void whatNeverBecameDurableDoesNotCountForEver() throws Exception {
    lab.maxPending = 1;
    lab.backPressure = LONG;
    Engine engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 3);
    engine.ended(id);

    assertThat(engine.begin()).isNotNull();

    assertThat(engine.status().pending()).isZero();
  }

  @Test
  void whatAnotherNodeHasSettledDoesNotCountForEver() throws Exception {
    lab.takeoverAfter = 60_000;
    Engine engine = lab.start().engine();
    Engine other = lab.engine("two", RelayLab.HALF);
    int sent = 0;
    while (sent < 40 || other.status().forwarded() == 0) {
      assertThat(sent).as("sent, and the other node forwards nothing").isLessThan(100_000);
      HalfTransactionId id = lab.transaction();
      lab.commit(id);
      engine.preparing(id, 1);
      lab.send(engine, id, "message " + sent++);
      engine.ended(id);
    }
    int all = sent;

    eventually(() -> engine.status().forwarded() + other.status().forwarded() == all);

    soon().until(() -> engine.status().pending() == 0);
    assertThat(engine.status().pending()).isZero();
  }

  @Test
  void whoWaitsForDeliveryIsTold() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    engine.preparing(id, 2);
    lab.send(engine, id, "first");
    lab.send(engine, id, "second");
    engine.ended(id);

    assertThat(engine.awaitDelivery(id, LONG)).isTrue();

    assertThat(lab.count(RelayLab.TO)).isEqualTo(2);
  }

  @Test
  void whoWaitsForADeliveryThatHasToBePutOffIsToldAtOnce() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    engine.preparing(id, 2);
    lab.send(engine, id, "deliverable");
    lab.send(lab.draft(engine, id).to("nowhere"), "not deliverable");
    engine.ended(id);

    Duration forLongerThanTheTest = Duration.ofHours(1);
    assertThat(
            CompletableFuture.supplyAsync(() -> engine.awaitDelivery(id, forLongerThanTheTest))
                .get(1, TimeUnit.MINUTES))
        .isFalse();

    assertThat(engine.awaitDelivery(id, LONG)).isFalse();
    assertThat(lab.text(RelayLab.TO)).isEqualTo("deliverable");
  }

  @Test
  void whoWaitsForARelayThatDoesNothingWaitsNoLongerThanHeWants() throws Exception {
    Engine engine = lab.start().engine();
    lab.database.stop();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    engine.preparing(id, 1);
    lab.send(engine, id, "later");
    engine.ended(id);

    assertThat(engine.awaitDelivery(id, Duration.ofMillis(50))).isFalse();

    assertThat(lab.count(RelayLab.TO)).isZero();
    lab.database.start();
    assertThat(engine.awaitDelivery(id, LONG)).isTrue();
  }
}
