package dev.halfway.web.broadcast;

import dev.halfway.broadcast.DispatchPosted;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app that is connected. It has one dispatch on its way at a time, and no more than so many that
 * it has not acknowledged; what it does not take stays in the log and not here, and nobody waits
 * for it. Thread-safe.
 */
final class DriverConnection {

  /** Dispatches that an app may have without having acknowledged them. */
  static final int MAX_UNACKNOWLEDGED = 64;

  private static final Logger LOG = LoggerFactory.getLogger(DriverConnection.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * By what an app was let in.
   *
   * @param driver who it is
   */
  record Credentials(String driver, String token) {}

  private final Session session;
  private final Optional<Credentials> credentials;
  private final DriverConnections source;
  private final Deque<String> notices;
  private final Deque<Long> unacknowledged = new ArrayDeque<>();
  private final Deque<DispatchPosted> fromLog = new ArrayDeque<>();
  private long position;
  private boolean reading;
  private boolean sending;
  private long sendingSince;
  private volatile long heardAt = System.nanoTime();

  /**
   * A connection to which nothing was pushed yet.
   *
   * @param position the dispatch after which it begins
   * @param notices what the app is told first
   * @param credentials by what it was let in; empty where nothing was needed
   */
  DriverConnection(
      Session session,
      long position,
      List<String> notices,
      Optional<Credentials> credentials,
      DriverConnections source) {
    this.session = session;
    this.position = position;
    this.credentials = credentials;
    this.notices = new ArrayDeque<>(notices);
    this.source = source;
  }

  /** Pushes the next dispatch, if there is one and the app may have it, without waiting. */
  void push() {
    begin().ifPresent(text -> session.getAsyncRemote().sendText(text, this::sent));
  }

  private synchronized Optional<String> begin() {
    if (sending || !session.isOpen()) {
      return Optional.empty();
    }
    Optional<String> text =
        Optional.ofNullable(notices.poll()).or(() -> nextDispatch().map(source::textOf));
    if (text.isPresent()) {
      sending = true;
      sendingSince = System.nanoTime();
    }
    return text;
  }

  private Optional<DispatchPosted> nextDispatch() {
    if (unacknowledged.size() >= MAX_UNACKNOWLEDGED) {
      return Optional.empty();
    }
    Optional<DispatchPosted> next = Optional.ofNullable(next());
    next.ifPresent(
        dispatch -> {
          // Before it leaves: the acknowledgement may be faster than the news that it has left.
          position = dispatch.id();
          unacknowledged.add(dispatch.id());
        });
    return next;
  }

  private @Nullable DispatchPosted next() {
    if (reading || !fromLog.isEmpty()) {
      return fromLog.poll();
    }
    Optional<List<DispatchPosted>> recent = source.after(position, 1);
    if (recent.isEmpty()) {
      reading = true;
      source.readLog(this, position);
      return null;
    }
    return recent.get().isEmpty() ? null : recent.get().get(0);
  }

  /**
   * The log was read.
   *
   * @param found what comes after the position, in its order
   * @param end up to where there is nothing else to be found in the log
   */
  void read(List<DispatchPosted> found, long end) {
    synchronized (this) {
      reading = false;
      fromLog.addAll(found);
      if (found.isEmpty()) {
        position = Math.max(position, end);
      }
    }
    push();
  }

  /** The log could not be read; it is tried again with the next push. */
  synchronized void notRead() {
    reading = false;
  }

  private void sent(SendResult result) {
    synchronized (this) {
      sending = false;
    }
    if (result.isOK()) {
      push();
    } else {
      close(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "a dispatch could not be sent");
    }
  }

  /**
   * The app has all up to a dispatch.
   *
   * @return whether that was pushed to it
   */
  boolean acknowledge(long dispatch) {
    synchronized (this) {
      if (dispatch > position) {
        return false;
      }
      while (!unacknowledged.isEmpty() && unacknowledged.element() <= dispatch) {
        unacknowledged.remove();
      }
    }
    push();
    return true;
  }

  /** Ends it if it is above the newest dispatch: it would get nothing any more. */
  void closeIfBeyond(long newest) {
    if (isBeyond(newest)) {
      close(
          CloseReason.CloseCodes.UNEXPECTED_CONDITION,
          "the newest dispatch is %d: connect again".formatted(newest));
    }
  }

  /** Whether its position is above a dispatch. */
  synchronized boolean isBeyond(long dispatch) {
    return position > dispatch;
  }

  /** Whether a dispatch has been on its way for as long as that, or too many are unacknowledged. */
  synchronized boolean isStalled(Duration after) {
    return unacknowledged.size() >= MAX_UNACKNOWLEDGED
        || (sending && System.nanoTime() - sendingSince > after.toNanos());
  }

  /** By what it was let in. */
  Optional<Credentials> credentials() {
    return credentials;
  }

  /** The app has said something, or given a sign of life. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /**
   * Ends it if nothing was heard for so long. The server's own limit would not: what is sent is a
   * sign of life to it as well, although nobody may be there to take it.
   */
  void closeIfSilent(Duration limit) {
    if (System.nanoTime() - heardAt > limit.toNanos()) {
      close(CloseReason.CloseCodes.GOING_AWAY, "no sign of life");
    }
  }

  /** Asks for a sign of life. */
  void ping() {
    try {
      session.getAsyncRemote().sendPing(NOTHING.duplicate());
    } catch (IOException | IllegalStateException e) {
      LOG.debug("a driver's app is gone", e);
    }
  }

  /** Ends it. */
  void close(CloseReason.CloseCode code, String why) {
    try {
      // What is abnormal cannot be said in a close frame (RFC 6455, 7.4.1).
      if (code == CloseReason.CloseCodes.CLOSED_ABNORMALLY) {
        session.close();
      } else {
        session.close(new CloseReason(code, why));
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("a driver's app is gone", e);
    }
  }
}
