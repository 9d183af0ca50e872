package dev.halfway.ra.protocol;

/** Port to time. */
public interface Clock {

  /** Milliseconds since 1970: for what messages carry. May jump. */
  long now();

  /** Milliseconds since some moment of this relay's: for what has to pass. Never goes back. */
  long monotonic();
}
