package dev.halfway.ra.relay;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.portability.OrderedMessages;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages of one key come in the order in which their transactions committed on one node. */
class OrderTest implements OrderedMessages {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Override
  public EngineLab lab() {
    return lab;
  }

  @Test
  void laneHoldsForATransactionOfItsOwnNodeThatIsStillOpen() throws Exception {
    lab.hintBound = 30_000;
    lab.sendTimeout = 60_000;
    Engine engine = lab.start().engine();
    HalfTransactionId first = lab.transaction();
    try (java.sql.Connection open = lab.open(first)) {
      engine.preparing(first, 1);
      Draft draft = lab.draft(engine, first).key("k");
      lab.send(draft, "first");
      eventually(() -> isHeld(draft.lane()));
      HalfTransactionId second = lab.transaction();
      lab.commit(second);
      lab.send(lab.draft(engine, second).key("k"), "second");
      assertThat(lab.isSilent(RelayLab.TO)).isTrue();
      open.commit();
    }
    engine.ended(first);

    assertThat(lab.texts(RelayLab.TO, 2)).containsExactly("first", "second");
    assertThat(lab.broker.added(RelayLab.WAITING)).isZero();
  }

  private boolean isHeld(String lane) throws JMSException {
    return lab.broker.server().locateQueue(lane).getDeliveringCount() == 1;
  }
}
