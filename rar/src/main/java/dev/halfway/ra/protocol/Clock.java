package dev.halfway.ra.protocol;

import java.util.UUID;

/** Port to time. */
public interface Clock {

  /** Milliseconds since 1970: for what messages carry. May jump. */
  long now();

  /** Milliseconds since some moment of this process: for what has to pass. Never goes back. */
  long monotonic();

  /** Identity of the monotonic clock, and so of this process: another one after each start. */
  UUID identity();
}
