package dev.halfway.ra.jms;

import org.jspecify.annotations.Nullable;

/** Gives an exception its cause where its class has no constructor for that. */
public final class Caused {

  private Caused() {}

  public static <E extends Exception> E by(@Nullable Throwable cause, E failure) {
    if (cause != null) {
      // Without one, somebody may still give it a cause.
      failure.initCause(cause);
    }
    return failure;
  }
}
