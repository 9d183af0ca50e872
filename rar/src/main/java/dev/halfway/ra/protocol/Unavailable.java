package dev.halfway.ra.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Something cannot be done now and is tried again later. What was known before still holds. The
 * message gives the reason and names the property of the adapter that is to blame, if one is.
 */
public final class Unavailable extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean mayPass;

  public Unavailable(String message) {
    this(message, null, true);
  }

  public Unavailable(String message, Throwable cause) {
    this(message, cause, true);
  }

  private Unavailable(String message, @Nullable Throwable cause, boolean mayPass) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Something is wrong and stays wrong until somebody repairs it. */
  public static Unavailable untilRepaired(String message) {
    return new Unavailable(message, null, false);
  }

  /** Whether it may pass by itself, as an outage does. */
  public boolean mayPass() {
    return mayPass;
  }
}
