package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import org.junit.jupiter.api.Test;

/** What a relay tells those who count, who wait, and who share its destinations. */
class RelayEventsTest {

  private final Bench bench = new Bench();

  @Test
  void whatIsForwardedAndWhatIsDiscardedIsCounted() throws Exception {
    bench.addCommitted(1);
    bench.add(2);
    bench.rows.put(2, Marker.ROLLED_BACK);

    bench.relay(false).round();

    assertThat(bench.events).containsExactly("forwarded", "discarded");
    assertThat(bench.settled).containsExactly("1 delivered", "2 not delivered");
  }

  @Test
  void whatIsSetAsideIsCountedWithTheTimeWhenItIsLookedAtNext() throws Exception {
    bench.add(1);

    bench.relay(false).round();

    assertThat(bench.events).containsExactly("set aside until 6000");
  }

  @Test
  void whatIsParkedIsCounted() throws Exception {
    bench.add(3);
    bench.rows.put(3, Marker.GONE);

    bench.relay(false).round();

    assertThat(bench.events).containsExactly("parked 3");
  }

  @Test
  void fencesAndQuestionsAreCounted() throws Exception {
    bench.add(1);
    bench.addChecked(2);
    bench.answers.add(Verdict.COMMIT);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.events.clear();
    bench.time += 6_000;

    waiting.round();

    assertThat(bench.events).containsExactly("checked", "checked", "discarded", "forwarded");
  }

  @Test
  void batchThatFailsIsNotCounted() throws Exception {
    bench.addCommitted(1);
    bench.commitFailures.add(new BrokerFailure("lost"));

    bench.relay(false).round();

    assertThat(bench.events).isEmpty();
    assertThat(bench.settled).isEmpty();
  }

  @Test
  void destinationThatTakesAMessageIsNoLongerSuspected() throws Exception {
    bench.destinations.refused(Some.DESTINATION, "an earlier one", "full");
    bench.addCommitted(1);
    Relay<Integer> lane = bench.relay(false);

    lane.round();
    bench.destinations.refused(Some.DESTINATION, "a later one", "too long");

    assertThat(bench.destinations.suspension(Some.DESTINATION)).isNull();
  }
}
