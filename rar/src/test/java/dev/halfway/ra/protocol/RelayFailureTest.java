package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import org.junit.jupiter.api.Test;

/** What broker and store do to a relay when they fail, and what it must not do then. */
class RelayFailureTest {

  private final Bench bench = new Bench();

  @Test
  void brokerThatFailsToReceiveIsResetAndReported() {
    bench.addCommitted(1);
    bench.receiveFailures.add(new BrokerFailure("gone"));
    Relay<Integer> relay = bench.relay(false);

    assertThatThrownBy(relay::round).isInstanceOf(BrokerFailure.class).hasMessage("gone");
    assertThat(bench.resets).isEqualTo(1);
  }

  @Test
  void resetThatFailsIsRepeatedBeforeAnythingElse() throws Exception {
    bench.addCommitted(1);
    bench.receiveFailures.add(new BrokerFailure("gone"));
    bench.resetFailures.add(new BrokerFailure("still gone"));
    bench.resetFailures.add(new BrokerFailure("still gone"));
    Relay<Integer> relay = bench.relay(false);

    assertThatThrownBy(relay::round)
        .hasMessage("gone")
        .hasSuppressedException(new BrokerFailure("still gone"));
    assertThatThrownBy(relay::round).hasMessage("still gone");
    assertThat(bench.resets).isEqualTo(2);

    assertThat(relay.round()).isEqualTo(1);
    assertThat(bench.resets).isEqualTo(3);
    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void messagesInHandWhenThePortsFailUnexpectedlyAreGivenBackAndNeverAcknowledged()
      throws Exception {
    bench.addCommitted(1, 2);
    bench.readFailures.add(new IllegalStateException("a bug"));
    Relay<Integer> relay = bench.relay(false);

    assertThatThrownBy(relay::round).isInstanceOf(IllegalStateException.class);
    assertThat(bench.resets).isEqualTo(1);
    relay.round();

    assertThat(bench.forwarded).containsExactly(1, 2);
  }

  @Test
  void messagesInHandWhenAnErrorCameThroughAreGivenBackFirstOfAll() throws Exception {
    bench.addCommitted(1);
    Relay<Integer> relay = bench.relay(false);
    bench.onRead =
        () -> {
          throw new OutOfMemoryError("in a test");
        };

    assertThatThrownBy(relay::round).isInstanceOf(OutOfMemoryError.class);
    bench.onRead = () -> {};
    relay.round();

    assertThat(bench.resets).isEqualTo(1);
    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void outageOfTheStoreGivesTheBatchBackAndNothingIsReceivedUntilItAnswers() throws Exception {
    bench.addCommitted(1);
    bench.readFailures.add(new Unavailable("down"));
    bench.readFailures.add(new Unavailable("still down"));
    Relay<Integer> relay = bench.relay(false);

    assertThatThrownBy(relay::round).isInstanceOf(Unavailable.class).hasMessage("down");
    assertThat(bench.resets).isEqualTo(1);
    assertThatThrownBy(relay::round).hasMessage("still down");
    assertThat(bench.received).isEqualTo(1);

    relay.round();
    assertThat(bench.forwarded).containsExactly(1);
    assertThat(bench.states).isEmpty();
  }

  @Test
  void outageOfTheBrokerIsNobodysFault() throws Exception {
    bench.addCommitted(1);
    Relay<Integer> relay = bench.relay(false);
    bench.commitFailures.add(new BrokerFailure("connection lost"));
    bench.resetFailures.add(new BrokerFailure("no connection"));
    bench.resetFailures.add(new BrokerFailure("still no connection"));

    assertThatThrownBy(relay::round).hasMessage("connection lost");
    assertThatThrownBy(relay::round).hasMessage("still no connection");
    relay.round();

    assertThat(bench.forwarded).containsExactly(1);
    assertThat(bench.setAside).isEmpty();
  }

  @Test
  void nobodyIsToldBeforeTheBrokerHasCommitted() throws Exception {
    bench.addCommitted(1, 2);
    bench.commitFailures.add(new BrokerFailure("connection lost"));
    Relay<Integer> relay = bench.relay(false);

    relay.round();
    assertThat(bench.settled).isEmpty();

    relay.round();
    relay.round();
    assertThat(bench.settled).containsExactly("1 delivered", "2 delivered");
  }

  @Test
  void messageThatCanGoNowhereIsLeftAndStopsNobodyElses() throws Exception {
    bench.add(1);
    bench.stuck.add(1);
    bench.addCommitted(2, 3);
    Relay<Integer> relay = bench.relay(false);

    for (int i = 0; i < 6; i++) {
      relay.round();
    }

    assertThat(bench.left).containsExactly(1);
    assertThat(bench.forwarded).containsExactly(2, 3);
    assertThat(bench.left()).isEqualTo(1);
  }

  /** An outage that is over when it is tried again is no message's fault. */
  @Test
  void messageThatCouldNotBeSetAsideOnceIsTriedAgain() throws Exception {
    bench.add(1);
    bench.commitFailures.add(new BrokerFailure("connection lost"));
    bench.commitFailures.add(new BrokerFailure("connection lost"));
    Relay<Integer> relay = bench.relay(false);

    for (int i = 0; i < 3; i++) {
      relay.round();
    }

    assertThat(bench.left).isEmpty();
    assertThat(bench.setAside).containsExactly(1);
  }

  @Test
  void brokerThatLetsNothingBeSetAsideIsReported() {
    bench.add(1);
    bench.stuck.add(1);
    bench.tooManyLeft = true;

    Relay<Integer> relay = bench.relay(false);

    assertThatThrownBy(
            () -> {
              relay.round();
              relay.round();
              relay.round();
            })
        .isInstanceOf(BrokerFailure.class)
        .hasMessage("no waiting queue");
    assertThat(bench.left()).isEqualTo(1);
  }
}
