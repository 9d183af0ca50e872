package dev.halfway.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a request to a system may be. Less after the system, or a proxy before it, has refused a
 * longer one; the whole again a minute later, as what refused it may be set up differently by then.
 * Not thread-safe.
 */
final class RequestSize {

  /** The status that says that a request is too long. */
  static final int TOO_LARGE = 413;

  private static final Duration LOWERED = Duration.ofMinutes(1);

  /** What nobody has answered says nothing about lengths: it comes down to one event soon. */
  private static final int UNANSWERED_PART = 8;

  private final int max;
  private final LongSupplier nanos;
  private int now;
  private long loweredAt;
  private boolean unanswered;

  RequestSize(int max) {
    this(max, System::nanoTime);
  }

  RequestSize(int max, LongSupplier nanos) {
    this.max = max;
    this.nanos = nanos;
    this.now = max;
  }

  /** In bytes. */
  int bytes() {
    if (now < max && nanos.getAsLong() - loweredAt > LOWERED.toNanos()) {
      now = max;
    }
    return now;
  }

  /** A request of so many bytes was too large. */
  void tooLarge(int bytes) {
    lower(bytes / 2);
  }

  private void lower(int bytes) {
    now = Math.max(1, Math.min(now, bytes));
    loweredAt = nanos.getAsLong();
  }

  /** All that was to be written was answered, whatever the answers. */
  void answered() {
    unanswered = false;
  }

  /**
   * A request of so many bytes was sent and not answered: the system was killed meanwhile, or
   * closes the connection because the request is too large.
   *
   * @return whether that has happened the time before too, so that it may be the request
   */
  boolean unanswered(int bytes) {
    boolean again = unanswered;
    unanswered = true;
    if (again) {
      lower(bytes / UNANSWERED_PART);
    }
    return again;
  }
}
