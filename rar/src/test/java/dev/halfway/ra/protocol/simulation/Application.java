package dev.halfway.ra.protocol.simulation;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.transaction.RollbackException;

/** What an application does in one transaction: it sends, through the real connection factory. */
final class Application {

  private final World world;
  private final Dice dice;
  private final Transaction transaction;
  private final ConnectionFactory first;
  private final ConnectionFactory second;

  Application(
      World world, Transaction transaction, ConnectionFactory first, ConnectionFactory second) {
    this.world = world;
    this.dice = world.dice;
    this.transaction = transaction;
    this.first = first;
    this.second = second;
  }

  void live() {
    boolean careless = dice.chance(100);
    world.schedule.current().transaction = transaction;
    for (Sent sent : transaction.messages) {
      idle();
      transaction.sends(sent);
      try {
        send(sent);
        sent.accepted = true;
      } catch (JMSException | RuntimeException e) {
        world.journal.note("not sent for " + e, sent);
        if (!careless) {
          transaction.rollback();
          return;
        }
      }
    }
    idle();
    if (dice.chance(50)) {
      transaction.setRollbackOnly();
    }
    if (dice.chance(50)) {
      transaction.rollback();
      return;
    }
    try {
      transaction.commit();
    } catch (RollbackException e) {
      world.journal.note("rolled back", transaction);
    }
  }

  private void send(Sent sent) throws JMSException {
    ConnectionFactory factory = dice.chance(800) ? first : second;
    try (Connection connection = factory.createConnection()) {
      MessageProducer producer = connection.createSession().createProducer(null);
      producer.setPriority(sent.priority);
      producer.setTimeToLive(sent.timeToLive);
      producer.setDeliveryDelay(sent.delay);
      producer.setDeliveryMode(sent.persistent ? 2 : 1);
      Message message = new Letter(sent).message();
      producer.send(sent.target.address, message);
      if (!Letter.of(message).properties().equals(sent.application)) {
        throw new Violation(sent + " is not what it was after it was sent");
      }
    }
  }

  private void idle() {
    if (dice.chance(200)) {
      long later = world.schedule.now() + dice.below(3_000L);
      world.schedule.pause(() -> world.chaos.isOver(), () -> later);
    } else {
      world.slow(false);
    }
  }
}
