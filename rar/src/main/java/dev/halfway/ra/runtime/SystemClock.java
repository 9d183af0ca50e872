package dev.halfway.ra.runtime;

import dev.halfway.ra.protocol.Clock;
import java.util.UUID;

/** The machine's clocks, as one start of the adapter sees them. */
public final class SystemClock implements Clock {

  private final UUID identity = UUID.randomUUID();

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public long monotonic() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public UUID identity() {
    return identity;
  }
}
