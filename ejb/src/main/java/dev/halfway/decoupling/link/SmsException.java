package dev.halfway.decoupling.link;

import org.jspecify.annotations.Nullable;

/** Why a message was not submitted, or is not known to have been. */
public abstract sealed class SmsException extends Exception
    permits SmsRefused, SmsOutcomeUnknown, SmsCentreUnavailable {

  private static final long serialVersionUID = 1L;

  SmsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
