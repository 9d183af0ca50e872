package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.smpp.BoundedPduReader;
import dev.halfway.decoupling.smpp.UnansweredRequests;
import java.io.IOException;
import java.time.Duration;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.connection.Connection;

/** A session of the simulated centre with a client. */
final class SimulatorSession extends SMPPServerSession {

  private static final int PROCESSORS = 16;
  private static final int QUEUE = 1_000;

  private final UnansweredRequests unanswered = new UnansweredRequests(this::removePendingResponse);

  /**
   * Begins to listen to a client.
   *
   * @param patience how long an answer of the client may take
   */
  SimulatorSession(Connection connection, SubmitHandler submits, Duration patience) {
    super(
        connection,
        null,
        submits,
        submits,
        PROCESSORS,
        QUEUE,
        new SynchronizedPDUSender(new DefaultPDUSender()),
        new BoundedPduReader());
    // Never asks whether the client is there: being silent must not end the session.
    setEnquireLinkTimer(0);
    setTransactionTimer(patience.toMillis());
    addSessionStateListener(unanswered);
  }

  @Override
  protected Command executeSendCommand(SendCommandTask task, long timeout)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    return unanswered.execute(task, noted -> super.executeSendCommand(noted, timeout));
  }
}
