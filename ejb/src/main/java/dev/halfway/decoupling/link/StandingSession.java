package dev.halfway.decoupling.link;

import dev.halfway.lifecycle.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session bound: connects, notices its end, connects again, until closed.
 *
 * <p>Only a session whose bind was answered positively is handed out. jsmpp's own state says BOUND
 * for a moment after a negative bind_resp too.
 */
final class StandingSession {

  private static final Logger log = LoggerFactory.getLogger(StandingSession.class);

  private final SmsCentreAddress centre;
  private final Backoff backoff;
  private final ScheduledExecutorService scheduler;
  private final Supplier<LinkSession> sessions;
  private final Runnable onBound;

  private LinkStatus status = new LinkStatus(LinkStatus.State.CONNECTING, Instant.now(), null);

  /** The newest session, whatever its state. */
  private @Nullable LinkSession newest;

  /** The newest session if its bind succeeded and its end was not seen yet. */
  private @Nullable LinkSession bound;

  private @Nullable Future<?> attempt;
  private int failures;
  private boolean held;
  private @Nullable Future<?> cut;

  StandingSession(
      SmsCentreAddress centre,
      Backoff backoff,
      ScheduledExecutorService scheduler,
      Supplier<LinkSession> sessions,
      Runnable onBound) {
    this.centre = centre;
    this.backoff = backoff;
    this.scheduler = scheduler;
    this.sessions = sessions;
    this.onBound = onBound;
  }

  synchronized void open() {
    schedule(Duration.ZERO);
  }

  synchronized LinkStatus status() {
    return status;
  }

  /**
   * The bound session, waiting for one.
   *
   * @throws SmsCentreUnavailable when closed, or the deadline is over first, or it is held
   */
  synchronized LinkSession await(Deadline deadline)
      throws SmsCentreUnavailable, InterruptedException {
    while (status.state() != LinkStatus.State.CLOSED) {
      if (held) {
        throw SmsCentreUnavailable.held();
      }
      // A session that just ended is not handed out again before its end is announced.
      if (bound != null && bound.getSessionState().isTransmittable()) {
        return bound;
      }
      if (deadline.isOver()) {
        throw SmsCentreUnavailable.unreachable(status.lastError());
      }
      deadline.waitOn(this, Long.MAX_VALUE);
    }
    throw SmsCentreUnavailable.closed();
  }

  /**
   * Hands no session out, nor has anybody wait for one. Who waits for an answer does so for as long
   * as that, then the session is ended. Called again, the last grace counts.
   */
  synchronized void hold(Duration grace) {
    held = true;
    notifyAll();
    cancelCut();
    try {
      cut = scheduler.schedule(this::cutOff, grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The executor was shut down: so is the link, soon", e);
    }
  }

  private void cutOff() {
    LinkSession last;
    synchronized (this) {
      last = held ? newest : null;
    }
    if (last != null && last.isAwaited()) {
      last.close();
    }
  }

  /** Hands sessions out again. */
  synchronized void release() {
    held = false;
    cancelCut();
  }

  private void cancelCut() {
    if (cut != null) {
      cut.cancel(false);
    }
  }

  void close() {
    LinkSession last;
    synchronized (this) {
      last = newest;
      bound = null;
      become(LinkStatus.State.CLOSED, status.lastError());
      if (attempt != null) {
        attempt.cancel(false);
      }
    }
    if (last != null) {
      last.unbindWhenAnswered();
    }
  }

  private void connect() {
    LinkSession session = next();
    if (session == null) {
      return;
    }
    try {
      session.bind(centre);
      established(session);
    } catch (IOException | RuntimeException e) {
      // jsmpp leaves the connection open after some of the failures.
      session.close();
      failed(reason(e));
    }
  }

  /** A new session in place of the last one; null when closed. */
  private @Nullable LinkSession next() {
    LinkSession session = sessions.get();
    LinkSession previous;
    synchronized (this) {
      if (status.state() == LinkStatus.State.CLOSED) {
        return null;
      }
      previous = newest;
      newest = session;
    }
    if (previous != null) {
      previous.close();
    }
    session.addSessionStateListener(
        (now, before, source) -> {
          if (!now.isBound()) {
            ended(session);
          }
        });
    return session;
  }

  private void established(LinkSession session) throws IOException {
    synchronized (this) {
      if (status.state() != LinkStatus.State.CLOSED) {
        if (!session.getSessionState().isTransmittable()) {
          throw new IOException("the session ended as soon as it was bound");
        }
        bound = session;
        become(LinkStatus.State.BOUND, status.lastError());
        onBound.run();
        log.info("Bound to {}", centre);
        return;
      }
    }
    session.unbindAndClose();
  }

  private synchronized void ended(LinkSession session) {
    if (bound == session) {
      bound = null;
      // A centre that binds and hangs up at once is not to be hurried.
      boolean lasted = status.since().plus(backoff.limit()).isBefore(Instant.now());
      failures = lasted ? 0 : failures;
      failed("the connection was lost");
    }
  }

  private synchronized void failed(String reason) {
    if (status.state() == LinkStatus.State.CLOSED) {
      return;
    }
    failures++;
    Duration delay = backoff.after(failures);
    if (reason.equals(status.lastError()) && status.state() == LinkStatus.State.CONNECTING) {
      log.debug("Not bound to {}, still: {}; next attempt in {}", centre, reason, delay);
    } else {
      log.warn("Not bound to {}: {}; next attempt in {}", centre, reason, delay);
    }
    become(LinkStatus.State.CONNECTING, reason);
    schedule(delay);
  }

  private synchronized void schedule(Duration delay) {
    try {
      attempt = scheduler.schedule(this::connect, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.warn("The link to {} is closed: its executor was shut down", centre);
      become(LinkStatus.State.CLOSED, "the executor was shut down");
    }
  }

  private synchronized void become(LinkStatus.State state, @Nullable String error) {
    Instant since = state == status.state() ? status.since() : Instant.now();
    status = new LinkStatus(state, since, error);
    notifyAll();
  }

  private static String reason(Exception e) {
    if (e.getCause() instanceof NegativeResponseException refusal) {
      return "the bind was refused: " + refusal.getMessage();
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
