package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import org.junit.jupiter.api.Test;

/** ActiveMQ Classic with KahaDB. */
class OnClassicTest extends BrokerAcceptanceTest {

  OnClassicTest() {
    super(new ActiveMqClassic());
  }

  /**
   * It lacks delays: who sends such a message is refused. One that came into the half queue all the
   * same is not delivered too early.
   */
  @Override
  @Test
  public void whatIsLeftOfTheDelayIsWaitedFor() throws Exception {
    lab().maxChecks = 1_000;
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    long now = System.currentTimeMillis();

    lab().send(lab().draft(engine, id).sentAt(now).deliverAt(now + HOUR), "delayed");

    eventually(() -> engine.inDoubt(1).stream().anyMatch(one -> one.attempts() > 1));
    assertThat(engine.inDoubt(1).get(0).cause()).contains("cannot delay messages");
    assertThat(lab().isSilent(EngineLab.TO)).isTrue();
  }

  /** Its client gives a message up after six redeliveries, unless it is told otherwise. */
  @Test
  void nothingIsSentThroughAClientThatGivesMessagesUp() {
    lab().bindBroker(((ActiveMqClassic) broker()).withItsDefaults());
    Engine engine = lab().start().unready("one", EngineLab.HALF);

    eventually(
        () ->
            engine.status().alarms().stream()
                .anyMatch(one -> one.contains("set redeliveryPolicy.maximumRedeliveries to -1")));
    assertThat(engine.status().ready()).isFalse();

    lab().bindBroker();

    EngineLab.ready(engine);
  }
}
