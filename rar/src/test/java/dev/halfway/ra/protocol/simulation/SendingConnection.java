package dev.halfway.ra.protocol.simulation;

import jakarta.jms.Connection;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sender's connection to the broker, as a provider would make it. Methods are called by name. */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class SendingConnection {

  private final World world;
  private final Incarnation process;
  private final int brokersLife;
  private final List<SendingSession> sessions = new ArrayList<>();
  private boolean closed;

  SendingConnection(World world, Incarnation process) {
    this.world = world;
    this.process = process;
    this.brokersLife = world.broker.life();
  }

  Connection connection() {
    return Doubles.of(Connection.class, this);
  }

  /** Whether the broker still knows it. */
  boolean isBroken() {
    return closed || world.broker.down || world.broker.life() != brokersLife;
  }

  void setExceptionListener(@Nullable ExceptionListener listener) {}

  Session createSession(boolean transacted, int mode) throws JMSException {
    world.schedule.pause();
    if (isBroken()) {
      throw new JMSException("the connection is broken");
    }
    SendingSession session = new SendingSession(world, process, this);
    sessions.add(session);
    return world.sabotage.on(Session.class, Doubles.of(Session.class, session));
  }

  /** What was not committed goes nowhere; a commit that is under way is the broker's affair. */
  void close() {
    closed = true;
    sessions.forEach(SendingSession::forget);
  }
}
