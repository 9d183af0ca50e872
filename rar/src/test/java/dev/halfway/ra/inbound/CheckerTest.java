package dev.halfway.ra.inbound;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.lab.Endpoints;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.TextMessage;
import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group without a marker is settled by what the application answers, when it may be asked. */
class CheckerTest {

  private static final String GROUP = "payments";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void isAskedAsSoonAsTheTransactionHasEndedAndSeesTheWholeMessage() throws Exception {
    lab.immunity = 3_600_000;
    Engine engine = lab.start().engine();
    Endpoints endpoints = activate(() -> Verdict.COMMIT);
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 1);
    lab.send(
        lab.draft(engine, id).group(GROUP).key("k"),
        session -> {
          TextMessage message = session.createTextMessage("paid");
          message.setStringProperty("mine", "too");
          return message;
        });
    eventually(() -> engine.status().setAside() > 1);
    assertThat(endpoints.asked).isEmpty();

    engine.ended(id);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("paid");
    assertThat(endpoints.asked)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.transaction()).isEqualTo(id.toString());
              assertThat(asked.group()).isEqualTo(GROUP);
              assertThat(asked.node()).isEqualTo("one");
              assertThat(asked.key()).isEqualTo("k");
              assertThat(asked.destination()).isEqualTo(RelayLab.TO);
            });
    assertThat(endpoints.bodies).containsExactly("paid too");
    assertThat(endpoints.released).hasValue(1);
  }

  @Test
  void isAskedBeforeACommitThatWaitsForDeliveryReturns() throws Exception {
    lab.immunity = 3_600_000;
    Engine engine = lab.start().engine();
    CountDownLatch known = new CountDownLatch(1);
    Endpoints endpoints =
        activate(
            () -> {
              await().until(() -> known.getCount() == 0);
              return Verdict.COMMIT;
            });
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 1);
    lab.send(lab.draft(engine, id).group(GROUP), "waited for");
    engine.ended(id);
    eventually(() -> endpoints.asked.size() == 1);
    assertThat(engine.awaitDelivery(id, Duration.ofMillis(1))).isFalse();

    known.countDown();

    assertThat(engine.awaitDelivery(id, Duration.ofSeconds(40))).isTrue();
    assertThat(lab.text(RelayLab.TO)).isEqualTo("waited for");
  }

  /** It may only be late: its database may not show yet what is being committed. */
  @Test
  void itsRollbackIsNotBelievedBeforeTheImmunityIsOver() throws Exception {
    lab.immunity = 3_600_000;
    Engine engine = lab.start().engine();
    Endpoints endpoints = activate(() -> Verdict.ROLLBACK);
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 1);
    lab.send(lab.draft(engine, id).group(GROUP), "not yet visible");
    engine.ended(id);
    eventually(() -> endpoints.asked.size() == 1 && engine.inDoubt(1).size() == 1);
    assertThat(engine.check(id + ".0")).isEqualTo(Resolution.UNDECIDED);
    assertThat(engine.status().swallowed()).isZero();

    endpoints.answer = () -> Verdict.COMMIT;

    assertThat(engine.check(id + ".0")).isEqualTo(Resolution.DELIVERED);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("not yet visible");
  }

  @Test
  void itsRollbackSwallowsOnceTheImmunityIsOver() throws Exception {
    Engine engine = lab.start().engine();
    activate(() -> Verdict.ROLLBACK);

    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "phantom");

    eventually(() -> engine.status().swallowed() == 1);
    assertThat(engine.inDoubt(10)).isEmpty();
    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
  }

  /** Its word would be believed, and the transaction may still commit. */
  @Test
  void isNeverAskedAboutATransactionThatIsOpenHere() throws Exception {
    lab.immunity = 100;
    lab.backoff = new ExponentialBackoff(50, 100);
    Engine engine = lab.start().engine();
    Endpoints endpoints = activate(() -> Verdict.ROLLBACK);
    HalfTransactionId id = lab.transaction();
    engine.preparing(id, 1);
    lab.send(lab.draft(engine, id).group(GROUP), "slow");

    // Long after the immunity of 100 ms.
    eventually(() -> engine.status().setAside() >= 6);

    assertThat(endpoints.asked).isEmpty();
    assertThat(engine.status().swallowed()).isZero();
    endpoints.answer = () -> Verdict.COMMIT;
    engine.ended(id);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("slow");
  }

  @Test
  void thatIsNotThereIsAnOutageAndDoesNotCount() throws Exception {
    lab.maxChecks = 1;
    lab.backoff = new ExponentialBackoff(50, 100);
    Engine engine = lab.start().engine();
    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "patient");
    eventually(() -> engine.status().checked() >= 4);
    HalfTransaction waiting =
        soon().until(() -> engine.inDoubt(1), listed -> !listed.isEmpty()).get(0);
    assertThat(waiting.checks()).isZero();
    assertThat(waiting.cause()).isEqualTo("no TransactionChecker of group " + GROUP + " is active");
    Endpoints endpoints = activate(() -> Verdict.COMMIT);
    for (Exception trouble :
        List.of(new UnavailableException("being deployed"), new IllegalStateException("removed"))) {
      endpoints.trouble = trouble;
      long before = engine.status().checked();
      eventually(() -> engine.status().checked() >= before + 3);
      assertThat(engine.status().parked()).isZero();
    }

    endpoints.trouble = null;

    assertThat(lab.text(RelayLab.TO)).isEqualTo("patient");
  }

  @Test
  void ofAnotherGroupOrOneThatWasRemovedIsNotAsked() throws Exception {
    Engine engine = lab.start().engine();
    Endpoints other = new Endpoints(() -> Verdict.COMMIT);
    lab.checkers.activate(other, "another group");
    Endpoints removed = activate(() -> Verdict.COMMIT);
    lab.checkers.deactivate(removed);

    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "nobody's");

    eventually(() -> engine.status().checked() >= 3);
    assertThat(other.asked).isEmpty();
    assertThat(removed.asked).isEmpty();
    assertThat(lab.count(RelayLab.TO)).isZero();
  }

  /** And nothing of it keeps others waiting. */
  @ParameterizedTest
  @ValueSource(strings = {"exception", "error", "null", "unknown", "late"})
  void thatDoesNotKnowIsAskedAgainUntilItsMessageIsParked(String how) throws Exception {
    lab.checkTimeout = 300;
    Engine engine = lab.start().engine();
    Endpoints endpoints =
        activate(
            () ->
                switch (how) {
                  case "late" -> tooLate();
                  case "exception" -> throw new IllegalStateException("no connection");
                  case "error" -> throw new NoClassDefFoundError("half deployed");
                  case "null" -> null;
                  default -> Verdict.UNKNOWN;
                });
    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "nobody knows");
    HalfTransactionId committed = lab.transaction();
    try (java.sql.Connection open = lab.open(committed)) {
      lab.send(engine, committed, "other");
      eventually(() -> engine.status().setAside() >= 2);
      open.commit();
    }

    eventually(() -> engine.status().parked() == 1);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("other");
    HalfTransaction parked = engine.inDoubt(10).get(0);
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(parked.checks()).isEqualTo(lab.maxChecks);
    assertThat(endpoints.asked).hasSize(lab.maxChecks);
    assertThat(endpoints.released).hasValue(lab.maxChecks);
    endpoints.answer = () -> Verdict.COMMIT;
    assertThat(engine.check(parked.id())).isEqualTo(Resolution.DELIVERED);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("nobody knows");
  }

  @Test
  void worksWithoutAnyMarkerStore() throws Exception {
    lab.markers = false;
    Engine engine = lab.start().engine();
    activate(() -> Verdict.COMMIT);

    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "no database at all");

    assertThat(lab.text(RelayLab.TO)).isEqualTo("no database at all");
    await()
        .during(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(40))
        .until(() -> engine.status().alarms().isEmpty());
  }

  /** As a bean does that was interrupted while it waited, and says so to its caller. */
  @Test
  void thatLeavesItsThreadInterruptedHarmsNobodyElsesMessages() throws Exception {
    lab.immunity = 3_600_000;
    Engine engine = lab.start().engine();
    Endpoints endpoints =
        activate(
            () -> {
              Thread.currentThread().interrupt();
              return Verdict.UNKNOWN;
            });
    HalfTransactionId own = lab.transaction();
    engine.preparing(own, 1);
    lab.send(lab.draft(engine, own).group(GROUP), "its own");
    List<HalfTransactionId> late = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      late.add(lab.transaction());
      lab.send(engine, late.get(i), "late");
    }
    lab.lanesAreEmpty();
    engine.ended(own);
    eventually(() -> !endpoints.asked.isEmpty());

    for (HalfTransactionId id : late) {
      lab.commit(id);
      assertThat(engine.check(id + ".0")).isEqualTo(Resolution.DELIVERED);
    }
    lab.committed(engine, "after it");

    assertThat(lab.texts(RelayLab.TO, 6)).contains("late", "after it");
    // Its own is asked about again and again: the thread that asks is still there.
    int before = endpoints.asked.size();
    engine.check(own + ".0");
    eventually(() -> endpoints.asked.size() > before);
  }

  @Test
  void thatDoesNotReturnKeepsNobodyFromStopping() throws Exception {
    Engine engine = lab.start().engine();
    CountDownLatch asked = new CountDownLatch(1);
    activate(
        () -> {
          asked.countDown();
          return tooLate();
        });
    lab.send(lab.draft(engine, lab.transaction()).group(GROUP), "kept");
    asked.await();

    engine.stop(1);

    assertThat(engine.status().alarms()).noneMatch(one -> one.startsWith("stop"));
    soon().until(() -> lab.broker.server().getConnectionCount() == 0);
    assertThat(
            lab.count("halfway.half.0")
                + lab.count("halfway.half.1")
                + lab.count("halfway.half.waiting"))
        .isEqualTo(1);
  }

  private static Verdict tooLate() {
    try {
      Thread.sleep(600_000);
      return Verdict.COMMIT;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Endpoints activate(Supplier<@Nullable Verdict> answer) {
    Endpoints endpoints = new Endpoints(answer);
    lab.checkers.activate(endpoints, GROUP);
    return endpoints;
  }
}
