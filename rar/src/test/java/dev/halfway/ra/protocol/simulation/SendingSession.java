package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sender's transacted session, as a provider would make it. Methods are called by name. */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class SendingSession {

  private final World world;
  private final Incarnation process;
  private final SendingConnection connection;
  private Work work;
  private long delay;

  SendingSession(World world, Incarnation process, SendingConnection connection) {
    this.world = world;
    this.process = process;
    this.connection = connection;
    this.work = new Work(world.broker.queue("nothing"), process);
  }

  /** The connection was closed. */
  void forget() {
    work = new Work(world.broker.queue("nothing"), process);
  }

  MessageProducer createProducer(@Nullable Destination destination) {
    return Doubles.of(MessageProducer.class, this);
  }

  Queue createQueue(String name) {
    return new Address(name);
  }

  void setDeliveryDelay(long milliseconds) {
    delay = milliseconds;
  }

  void setDisableMessageID(boolean value) {}

  void setDisableMessageTimestamp(boolean value) {}

  void send(Destination to, Message message, int mode, int priority, long timeToLive)
      throws JMSException {
    Fault fault = begin();
    if (fault == Fault.BEFORE) {
      throw new JMSException("not sent");
    }
    Letter letter = Letter.of(message);
    Map<String, Object> properties = letter.properties();
    Sent sent = letter.sent;
    String name = ((Address) to).name();
    if (name.equals(sent.target.name)) {
      How how = new How(delay, timeToLive, priority, mode == DeliveryMode.PERSISTENT);
      How meant = new How(sent.delay, sent.timeToLive, sent.priority, sent.persistent);
      if (!how.equals(meant)) {
        throw new Violation(sent + " was sent " + how + " instead of " + meant);
      }
      work.puts.add(() -> world.broker.deliverDirectly(sent, properties));
    } else {
      if (delay != 0 || timeToLive != 0 || mode != DeliveryMode.PERSISTENT) {
        throw new Violation(sent + " is half, and the broker would lose or delay it");
      }
      work.puts.add(() -> world.broker.makeHalf(sent, name, properties));
    }
    if (fault != Fault.NONE) {
      throw new JMSException("it is not known whether it was sent");
    }
  }

  /** How a message was sent to its destination. */
  record How(long delay, long timeToLive, int priority, boolean persistent) {}

  void commit() throws JMSException {
    Fault fault = begin();
    if (fault == Fault.BEFORE) {
      throw new JMSException("not committed");
    }
    Work committed = work;
    forget();
    committed.committing = true;
    if (fault == Fault.LATE) {
      world.broker.leave(committed);
      throw new JMSException("the commit is late");
    }
    process.inFlight.add(committed);
    // Dying here leaves a commit on its way.
    world.schedule.pause();
    process.inFlight.remove(committed);
    if (connection.isBroken()) {
      throw new JMSException("the connection broke in the middle of a commit");
    }
    world.broker.commit(committed);
    world.schedule.pause();
    if (fault == Fault.AFTER) {
      world.journal.reached(Corner.HALF_OF_UNKNOWN_OUTCOME);
      throw new JMSException("the answer to the commit was lost");
    }
  }

  void rollback() throws JMSException {
    if (begin() != Fault.NONE) {
      throw new JMSException("it is not known whether it was rolled back");
    }
    forget();
  }

  private Fault begin() throws JMSException {
    world.schedule.pause();
    Fault fault = world.chaos.fault();
    if (fault == Fault.UNDECLARED) {
      throw new Undeclared();
    }
    if (connection.isBroken()) {
      throw new JMSException("the connection is broken");
    }
    return fault;
  }
}
