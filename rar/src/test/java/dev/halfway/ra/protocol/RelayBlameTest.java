package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Destinations.Suspension;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A message that cannot be forwarded stops nobody else's. */
class RelayBlameTest {

  private final Bench bench = new Bench();

  @Test
  void batchThatFailsIsTakenAgainMessageByMessageAndOnlyTheCulpritIsSetAside() throws Exception {
    bench.addCommitted(1, 2, 3, 4);
    bench.refused.add(2);
    Relay<Integer> relay = bench.relay(false);

    rounds(relay, 6);

    assertThat(bench.setAside).containsExactly(2);
    assertThat(bench.state(2).cause()).isEqualTo("refused");
    assertThat(bench.forwarded).containsExactly(1, 3, 4);
    assertThat(bench.left()).isZero();
  }

  /** Each further try would hold the lane for as long. */
  @Test
  void destinationThatASendDoesNotReturnFromIsSuspendedAtOnce() throws Exception {
    bench.addCommitted(1);
    bench.blocked.add(1);
    Relay<Integer> relay = bench.relay(false);

    relay.round();

    assertThat(bench.destinations.suspension(Some.DESTINATION))
        .extracting(Suspension::cause, STRING)
        .contains("did not return in time");
    relay.round();
    assertThat(bench.setAside).containsExactly(1);
    assertThat(bench.forwarded).isEmpty();
  }

  @Test
  void culpritIsFoundAlsoWhenTheBrokerRedeliversOnlyAfterAWhile() throws Exception {
    bench.addCommitted(1, 2, 3, 4);
    bench.refused.add(2);
    bench.redeliversLate = true;
    Relay<Integer> relay = bench.relay(false);

    rounds(relay, 9);

    assertThat(bench.setAside).containsExactly(2);
    assertThat(bench.forwarded).containsExactly(1, 3, 4);
  }

  @Test
  void afterACulpritBatchesAreWholeAgain() throws Exception {
    bench.addCommitted(1, 2);
    bench.refused.add(1);
    Relay<Integer> relay = bench.relay(false);
    rounds(relay, 4);
    assertThat(bench.left()).isZero();
    bench.time += 60_000;

    bench.addCommitted(3, 4, 5);

    assertThat(relay.round()).isEqualTo(3);
    assertThat(bench.forwarded).containsExactly(2, 3, 4, 5);
  }

  @Test
  void messageThatFailsForTheFirstTimeIsTriedAgainBeforeItIsBlamed() throws Exception {
    bench.addCommitted(1);
    bench.commitFailures.add(new BrokerFailure("connection lost"));
    Relay<Integer> relay = bench.relay(false);

    rounds(relay, 2);

    assertThat(bench.forwarded).containsExactly(1);
    assertThat(bench.setAside).isEmpty();
  }

  @Test
  void messageThatTheAdapterCannotEvenHandleIsSetAsideLikeOneThatIsRefused() throws Exception {
    bench.addCommitted(1, 2);
    for (int i = 0; i < 2; i++) {
      bench.commitFailures.add(new IllegalStateException("cannot be copied"));
    }
    Relay<Integer> relay = bench.relay(false);

    rounds(relay, 4);

    assertThat(bench.setAside).containsExactly(1);
    assertThat(bench.state(1).cause()).isEqualTo("cannot be copied");
    assertThat(bench.forwarded).containsExactly(2);
  }

  @Test
  void oneMessageThatIsRefusedDoesNotDelayOthersToItsDestination() throws Exception {
    bench.addCommitted(1, 2, 3);
    bench.refused.add(1);
    Relay<Integer> relay = bench.relay(true);

    for (int i = 0; i < 100; i++) {
      relay.round();
    }
    bench.addCommitted(4);
    relay.round();

    assertThat(bench.forwarded).containsExactly(2, 3, 4);
    assertThat(bench.destinations.all()).isEmpty();
  }

  @Test
  void messagesBehindSeveralThatAreRefusedAreTriedAndNeverParked() throws Exception {
    bench.addCommitted(1, 2, 3, 4, 5);
    bench.refused.addAll(Set.of(1, 2, 3));
    Relay<Integer> relay = bench.relay(true);

    for (int i = 0; bench.left() > 0; i++) {
      assertThat(i).isLessThan(100_000);
      if (relay.round() == 0) {
        bench.time += 1_000;
      }
    }

    assertThat(bench.forwarded).containsExactly(4, 5);
    assertThat(bench.parked).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(bench.parked)
        .allSatisfy(
            number -> {
              assertThat(bench.state(number).checks()).isGreaterThanOrEqualTo(15);
              assertThat(bench.state(number).verdict()).isEqualTo(Verdict.COMMIT);
              assertThat(bench.state(number).cause()).isEqualTo("refused");
            });
  }

  @Test
  void destinationThatTakesNothingIsTriedOnceInAWhileAndWhatWasTriedIsParkedInTheEnd()
      throws Exception {
    for (int number = 1; number <= 50; number++) {
      bench.addCommitted(number);
      bench.refused.add(number);
    }
    Relay<Integer> relay = bench.relay(true);

    for (int i = 0; bench.left() > 0; i++) {
      assertThat(i).isLessThan(100_000);
      if (relay.round() == 0) {
        bench.time += 1_000;
        if (bench.parked.isEmpty()) {
          assertThat(bench.destinations.all()).containsExactly(entry(Some.DESTINATION, "refused"));
        }
      }
    }

    assertThat(bench.parked).hasSize(50);
    // Twice before it is suspended, then at each of the growing intervals, then for each message.
    assertThat(bench.resets).isLessThan(2 * (5 + 15 + 50));
  }

  /** As parked messages they would need somebody to take them up again. */
  @Test
  void destinationThatTookNothingForHoursHasAllThatWereNotTriedWhenItTakesThem() throws Exception {
    for (int number = 1; number <= 100; number++) {
      bench.addCommitted(number);
      bench.refused.add(number);
    }
    Relay<Integer> relay = bench.relay(true);
    while (bench.time < TimeUnit.HOURS.toMillis(2)) {
      if (relay.round() == 0) {
        bench.time += 1_000;
      }
    }

    bench.refused.clear();
    for (int i = 0; bench.left() > 0; i++) {
      assertThat(i).isLessThan(1_000);
      if (relay.round() == 0) {
        bench.time += 1_000;
      }
    }

    assertThat(bench.parked.size()).isLessThan(25);
    assertThat(bench.forwarded).hasSize(100 - bench.parked.size());
  }

  @Test
  void messagesOfOtherDestinationsPassOneThatTakesNothing() throws Exception {
    for (int number = 1; number <= 20; number++) {
      bench.addCommitted(number);
      bench.refused.add(number);
    }
    bench.add(Some.envelope(21, Settlement.MARKER, "invoices", null));
    bench.rows.put(21, Marker.COMMITTED);
    Relay<Integer> relay = bench.relay(false);

    for (int i = 0; i < 30; i++) {
      relay.round();
    }

    assertThat(bench.forwarded).containsExactly(21);
    assertThat(bench.left()).isZero();
    assertThat(bench.resets).isLessThan(10);
  }

  private static void rounds(Relay<Integer> relay, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      relay.round();
    }
  }
}
