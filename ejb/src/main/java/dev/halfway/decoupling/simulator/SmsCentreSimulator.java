package dev.halfway.decoupling.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * An SMS centre on a loopback address that speaks SMPP 3.4 and delivers to nobody.
 *
 * <p>Keeps the newest accepted messages in memory, sends the delivery receipts asked for, over the
 * session there is or the next one, and fails as {@link #behave} says. Thread-safe.
 */
public final class SmsCentreSimulator implements AutoCloseable {

  /** How many messages are kept, and how many receipts wait for a session. */
  static final int CAPACITY = 10_000;

  /** How long who connects may take to send a bind request. */
  private static final Duration BIND_WITHIN = Duration.ofSeconds(5);

  private final BehaviourSwitch behaviour = new BehaviourSwitch();
  private final ReceivedMessages messages = new ReceivedMessages(CAPACITY);
  private final ReceiptOutbox receipts =
      new ReceiptOutbox(CAPACITY, () -> behaviour.is(Behaviour.Mode.SILENT));
  private final SimulatorSessions sessions;
  private final ConnectionAcceptor acceptor;

  private SmsCentreSimulator(String systemId, String password, ConnectionAcceptor acceptor) {
    SubmitHandler submits = new SubmitHandler(behaviour, new Acceptance(messages), receipts::add);
    this.sessions = new SimulatorSessions(systemId, password, behaviour, submits, receipts);
    this.acceptor = acceptor;
  }

  /**
   * Starts a centre.
   *
   * @param port to listen on, 0 for any free one
   * @param systemId the one client that may bind, at most 15 characters
   * @param password its password, at most 8 characters
   * @param executor takes two tasks that last until the centre is closed, and for each client with
   *     the right password one that lasts until it is bound; not shut down by the centre
   * @throws IOException when the port is not free
   */
  public static SmsCentreSimulator start(
      int port, String systemId, String password, Executor executor) throws IOException {
    return start(port, systemId, password, BIND_WITHIN, executor);
  }

  static SmsCentreSimulator start(
      int port, String systemId, String password, Duration bindWithin, Executor executor)
      throws IOException {
    ConnectionAcceptor acceptor = new ConnectionAcceptor(port, bindWithin, executor);
    SmsCentreSimulator centre = new SmsCentreSimulator(systemId, password, acceptor);
    executor.execute(centre.receipts);
    acceptor.open(centre.sessions);
    return centre;
  }

  /** The port it listens on, also while it is down. */
  public int port() {
    return acceptor.port();
  }

  /** The behaviour in force. */
  public Behaviour behaviour() {
    return behaviour.get();
  }

  /**
   * Changes the behaviour, at once.
   *
   * <p>Going down waits up to 5 seconds until every accepted submit is answered, refusing new ones
   * with ESME_RSYSERR, and then unbinds and closes the sessions before this method returns.
   */
  public void behave(Behaviour newBehaviour) {
    behaviour.set(newBehaviour);
    receipts.wake();
    if (newBehaviour.mode() == Behaviour.Mode.DOWN) {
      sessions.hangUp();
    }
  }

  /** The newest {@value #CAPACITY} messages, oldest first. */
  public List<SimulatedSms> received() {
    return messages.messages();
  }

  /** Those of the newest messages that went to this phone, an E.164 number with its plus. */
  public List<SimulatedSms> receivedBy(String phone) {
    return messages.messages().stream().filter(sms -> sms.to().equals(phone)).toList();
  }

  /** Forgets all messages, those of which parts are missing included. */
  public void clear() {
    messages.clear();
  }

  /** Goes down gracefully and stops for good; the port is free then. */
  @Override
  public void close() throws IOException {
    behave(Behaviour.DOWN);
    receipts.close();
    acceptor.close();
  }
}
