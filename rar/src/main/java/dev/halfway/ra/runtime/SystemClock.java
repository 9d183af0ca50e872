package dev.halfway.ra.runtime;

import dev.halfway.ra.protocol.Clock;

/** The machine's clocks. */
public final class SystemClock implements Clock {

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public long monotonic() {
    return System.nanoTime() / 1_000_000;
  }
}
