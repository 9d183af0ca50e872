package dev.halfway.web.http;

import dev.halfway.web.problems.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies and answers on their way may take together. What is small takes none of
 * it: that is bounded by the number of connections. Thread-safe.
 */
final class Room {

  /** What needs no room. */
  static final int SMALL = 16 << 10;

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  Room(long max) {
    this.max = max;
  }

  /** An eighth of the heap. */
  static Room ofThisMachine() {
    return new Room(Runtime.getRuntime().maxMemory() / 8);
  }

  /** There is none, which the answer says besides by a header: it may be there soon. */
  static Problem none(HttpServletResponse response, String detail) {
    response.setHeader("Retry-After", "5");
    return Problem.of("busy", "Too much is on its way", 503, detail);
  }

  /** A part of it, with nothing in it yet. */
  Share share() {
    return new Share();
  }

  /** What one body or answer has of it. Thread-safe. */
  final class Share implements AutoCloseable {

    private long size;
    private boolean closed;

    /**
     * Grows it to at least so many bytes; false when there is no room, and then nothing changes.
     */
    synchronized boolean growTo(long bytes) {
      if (bytes <= SMALL || (!closed && bytes <= size)) {
        return true;
      }
      long more = bytes - size;
      if (closed || taken.addAndGet(more) > max) {
        taken.addAndGet(closed ? 0 : -more);
        return false;
      }
      size = bytes;
      return true;
    }

    /** Gives it back. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        taken.addAndGet(-size);
      }
    }
  }

  long taken() {
    return taken.get();
  }
}
