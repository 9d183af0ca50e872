package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where nobody can be asked whether a broker gives up, it has to be noticed. */
class RedeliveryTest {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void messageThatIsDeliveredAgainAndAgainRaisesAnAlarmUntilItIsSettled() throws Exception {
    lab.managementQueue = null;
    Engine engine = lab.start().engine();
    // A fault of the broker's that no message is to blame for: what is undecided has nowhere to go.
    lab.broker.remove(RelayLab.WAITING);
    lab.send(engine, lab.transaction(), "undecided");

    soon()
        .until(
            () ->
                engine.status().alarms().stream()
                    .anyMatch(one -> one.startsWith("redelivery from " + RelayLab.HALF)));
    assertThat(engine.status().alarms())
        .anyMatch(one -> one.contains("the queue must redeliver without limit"));

    lab.broker.queue(RelayLab.WAITING);
    eventually(() -> engine.status().swallowed() == 1);
    soon()
        .until(
            () ->
                engine.status().alarms().stream()
                    .noneMatch(one -> one.startsWith("redelivery from ")));
  }
}
