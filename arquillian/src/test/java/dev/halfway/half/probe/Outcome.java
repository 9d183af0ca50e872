package dev.halfway.half.probe;

import org.jspecify.annotations.Nullable;

/**
 * How a transaction ended as the application was told.
 *
 * @param end what it was told
 * @param sent how many messages it could send
 * @param failure what it caught, with all causes; null where nothing was thrown
 */
public record Outcome(End end, int sent, @Nullable String failure) {

  /** What an application can be told. */
  public enum End {
    /** The commit returned. */
    COMMITTED,
    /** It rolled back, or was told that it was rolled back. */
    ROLLED_BACK,
    /** Neither: an exception that says nothing about the end. */
    UNKNOWN
  }

  /** What it caught; empty where nothing was thrown. */
  public String failureText() {
    return failure == null ? "" : failure;
  }
}
