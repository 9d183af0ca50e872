package dev.halfway.decoupling.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of the simulated centre, from their bind request on. */
final class SimulatorSessions implements ConnectionAcceptor.Host {

  private static final Logger log = LoggerFactory.getLogger(SimulatorSessions.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Each has its threads. There is one client, and its last session may not have ended yet. */
  static final int MAX_SESSIONS = 8;

  private final String systemId;
  private final String password;
  private final BehaviourSwitch behaviour;
  private final SubmitHandler submits;
  private final ReceiptOutbox receipts;
  private final Set<SimulatorSession> sessions = ConcurrentHashMap.newKeySet();

  SimulatorSessions(
      String systemId,
      String password,
      BehaviourSwitch behaviour,
      SubmitHandler submits,
      ReceiptOutbox receipts) {
    this.systemId = systemId;
    this.password = password;
    this.behaviour = behaviour;
    this.submits = submits;
    this.receipts = receipts;
  }

  @Override
  public boolean isAway() {
    return behaviour.is(Behaviour.Mode.DOWN);
  }

  @Override
  public boolean knows(Bind request) {
    return systemId.equals(request.getSystemId()) && password.equals(request.getPassword());
  }

  /** Begins a session; returns when the client is bound or sent away. */
  @Override
  public void take(UnboundConnection connection) {
    try {
      if (sessions.size() >= MAX_SESSIONS) {
        connection.refuse(SMPPConstant.STAT_ESME_RBINDFAIL);
        return;
      }
      SimulatorSession session =
          new SimulatorSession(
              new SilenceableConnection(
                  connection.socket(),
                  connection.octets(),
                  () -> behaviour.is(Behaviour.Mode.SILENT)),
              submits,
              PATIENCE);
      session.addSessionStateListener(this::changed);
      sessions.add(session);
      bind(session, session.waitForBind(PATIENCE.toMillis()));
    } catch (IOException | TimeoutException | IllegalStateException | PDUStringException e) {
      log.debug("A client did not bind", e);
      connection.sendAway();
    }
  }

  private void bind(SimulatorSession session, BindRequest request)
      throws IOException, PDUStringException {
    // Asked again: who connected before the centre went down may not be known to hangUp.
    if (isAway()) {
      session.close();
    } else {
      request.accept(systemId, InterfaceVersion.IF_34);
      receipts.bound(session);
    }
  }

  private void changed(SessionState now, SessionState before, Session session) {
    if (now == SessionState.CLOSED && session instanceof SimulatorSession ended) {
      sessions.remove(ended);
      receipts.ended(ended);
    }
  }

  /** Ends all sessions, once what was accepted over them is answered. */
  void hangUp() {
    try {
      if (!submits.awaitAnswers(PATIENCE)) {
        log.warn("Hanging up with submits unanswered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.debug("Interrupted, hanging up without waiting for answers");
    }
    sessions.forEach(SimulatorSession::unbindAndClose);
  }
}
