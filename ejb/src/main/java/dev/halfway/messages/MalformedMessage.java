package dev.halfway.messages;

import org.jspecify.annotations.Nullable;

/**
 * A message that its consumer cannot understand; it goes to the dead letters with this as its
 * cause.
 */
public class MalformedMessage extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With what is wrong with it. */
  public MalformedMessage(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
