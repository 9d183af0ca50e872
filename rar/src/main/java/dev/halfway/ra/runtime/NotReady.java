package dev.halfway.ra.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Half messages cannot be sent or settled now, and why: names the property where one is to blame.
 */
public final class NotReady extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean outage;

  private NotReady(String message, @Nullable Throwable cause, boolean outage) {
    super(message, cause);
    this.outage = outage;
  }

  /** Something is wrong and stays wrong until somebody mends it. */
  public static NotReady wrong(String message) {
    return new NotReady(message, null, false);
  }

  /** Something did not answer, or is not there yet; what was known before still holds. */
  public static NotReady outage(String message, Throwable cause) {
    return new NotReady(message, cause, true);
  }

  /** Whether it may pass by itself. */
  public boolean isOutage() {
    return outage;
  }
}
