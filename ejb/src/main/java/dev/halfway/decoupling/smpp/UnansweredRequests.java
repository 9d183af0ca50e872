package dev.halfway.decoupling.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Command;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.Session;
import org.jsmpp.session.SessionStateListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of a session that wait for their answer.
 *
 * <p>jsmpp lets them wait for the whole timeout even when the session is over; this knows them, so
 * that they can be told.
 */
public final class UnansweredRequests implements SessionStateListener {

  private static final Logger log = LoggerFactory.getLogger(UnansweredRequests.class);

  /** A command_status that no centre gives (SMPP 3.4 §5.1.3: reserved). */
  private static final int ABANDONED = -1;

  private final Set<Integer> sequences = ConcurrentHashMap.newKeySet();
  private final IntFunction<@Nullable PendingResponse<Command>> remove;

  /**
   * Knows no request yet.
   *
   * @param remove takes a pending response from jsmpp by its sequence number
   */
  public UnansweredRequests(IntFunction<@Nullable PendingResponse<Command>> remove) {
    this.remove = remove;
  }

  /**
   * Executes a request that is known here until it is answered or has failed.
   *
   * @throws InvalidResponseException also when the request was abandoned
   */
  public Command execute(SendCommandTask request, Execution execution)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    Noted noted = new Noted(request);
    try {
      return execution.of(noted);
    } catch (NegativeResponseException e) {
      if (e.getCommandStatus() == ABANDONED) {
        throw new InvalidResponseException("the session ended", e);
      }
      throw e;
    } finally {
      forget(noted.sequence);
    }
  }

  /** Gives an answer to who waits for it. */
  public void answer(Command answer) {
    PendingResponse<Command> pending = remove.apply(answer.getSequenceNumber());
    if (pending == null) {
      log.debug("An answer that nobody waits for any more: {}", answer.getSequenceNumber());
    } else {
      pending.done(answer);
    }
  }

  /** Fails all of them when the session is closed. */
  @Override
  public void onStateChange(SessionState now, @Nullable SessionState before, Session source) {
    if (now == SessionState.CLOSED) {
      abandon();
    }
  }

  private void abandon() {
    Command ended = new Command();
    ended.setCommandStatus(ABANDONED);
    for (int sequence : sequences) {
      PendingResponse<Command> pending = remove.apply(sequence);
      if (pending != null) {
        // Not doneWithInvalidResponse: that is missed by who has written but does not wait yet.
        pending.done(ended);
      }
    }
  }

  public boolean isEmpty() {
    return sequences.isEmpty();
  }

  /** Waits until there are none, at most for the time given. */
  public synchronized void awaitNone(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (!sequences.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }

  private synchronized void forget(int sequence) {
    sequences.remove(sequence);
    notifyAll();
  }

  /** What executes a request. */
  @FunctionalInterface
  public interface Execution {

    Command of(SendCommandTask request)
        throws PDUException,
            ResponseTimeoutException,
            InvalidResponseException,
            NegativeResponseException,
            IOException;
  }

  /** A request that notes its sequence number before it is written. */
  private final class Noted implements SendCommandTask {

    private final SendCommandTask request;
    private int sequence;

    Noted(SendCommandTask request) {
      this.request = request;
    }

    @Override
    public void executeTask(OutputStream out, int sequenceNumber) throws PDUException, IOException {
      sequence = sequenceNumber;
      sequences.add(sequenceNumber);
      request.executeTask(out, sequenceNumber);
    }

    @Override
    public String getCommandName() {
      return request.getCommandName();
    }
  }
}
