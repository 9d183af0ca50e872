package dev.halfway.ra.relay;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Takes nothing from a queue that is not there. A broker may make one for a consumer or a browser:
 * the queue of a node that is gone, removed by an operator, would come back by being looked at.
 */
final class GuardedIntake implements Intake {

  private final Intake intake;
  private final String queue;
  private final Management management;
  private final BooleanSupplier mayBeMade;
  private boolean idle;

  /**
   * A guard.
   *
   * @param mayBeMade whether the queue may as well come into being
   */
  GuardedIntake(Intake intake, String queue, Management management, BooleanSupplier mayBeMade) {
    this.intake = intake;
    this.queue = queue;
    this.management = management;
    this.mayBeMade = mayBeMade;
  }

  @Override
  public void open(Session session) throws JMSException {
    require();
    intake.open(session);
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    if (idle) {
      // There may be no consumer any more, and one be made now.
      require();
    }
    List<Message> batch = intake.take(max);
    idle = batch.isEmpty();
    if (idle) {
      // Whoever relays looks next whether anything is left.
      require();
    }
    return batch;
  }

  private void require() throws JMSException {
    if (!mayBeMade.getAsBoolean() && !management.has(queue)) {
      throw new JMSException("there is no queue " + queue);
    }
  }

  @Override
  public void release() {
    intake.release();
  }
}
