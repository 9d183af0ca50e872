package dev.halfway.ra.relay;

import static dev.halfway.ra.relay.RelayLab.eventually;
import static dev.halfway.ra.relay.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.protocol.Envelope.Settlement;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that would give up on half messages, or drop them, is refused where it can be asked. */
class QueueSettingsTest {

  private static final String MANAGEMENT = "jms/management";

  private final RelayLab lab = new RelayLab();

  @BeforeEach
  void start() {
    Naming.bind(MANAGEMENT, new ActiveMQQueue("activemq.management"));
    lab.managementQueue = MANAGEMENT;
    lab.start();
  }

  @AfterEach
  void stop() {
    lab.close();
    Naming.unbind(MANAGEMENT);
  }

  @Test
  void rightSettingsAreAccepted() {
    assertThat(lab.engine().status().alarms()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {RelayLab.HALF + ".1", RelayLab.WAITING, RelayLab.PARKED})
  void queueWithALimitOfDeliveriesIsRefused(String queue) {
    lab.broker.with(queue, settings().setMaxDeliveryAttempts(7));

    assertRefused(
        "halfQueue: the broker gives up redelivering from "
            + queue
            + " after 7 attempts; its max-delivery-attempts must be -1");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PAGE")
  void queueThatDoesNotPageIsRefused(AddressFullMessagePolicy policy) {
    lab.broker.with(
        RelayLab.HALF + ".0", settings().setAddressFullMessagePolicy(policy).setMaxSizeBytes(1000));

    assertRefused(
        "halfQueue: when halfway.half.0 is full the broker would "
            + policy
            + "; its address-full-policy must be PAGE");
  }

  /** Where nobody can be asked it has to be noticed. */
  @Test
  void messageThatIsDeliveredAgainAndAgainRaisesAnAlarmUntilItIsSettled() throws Exception {
    lab.managementQueue = null;
    Engine engine = lab.engine();
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
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  private static AddressSettings settings() {
    return EmbeddedBroker.settings();
  }

  private void assertRefused(String why) {
    Engine engine = lab.unready("one", RelayLab.HALF);
    soon().until(() -> engine.status().alarms().contains("adapter: " + why));
    assertThat(engine.status().ready()).isFalse();
    assertThatThrownBy(() -> engine.store(Settlement.MARKER, "default"))
        .isInstanceOf(JMSException.class)
        .hasMessage("half messages cannot be sent: " + why);
    assertThat(lab.broker.consumers(RelayLab.HALF + ".0")).isZero();
  }
}
