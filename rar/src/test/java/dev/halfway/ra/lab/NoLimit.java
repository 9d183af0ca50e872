package dev.halfway.ra.lab;

import dev.halfway.ra.jms.CallLimit;

/** Lets every call of the broker last as long as it wants. */
public final class NoLimit implements CallLimit {

  @Override
  public void begin() {
    // Nobody counts.
  }

  @Override
  public void end() {
    // Nobody counted.
  }

  @Override
  public void cut() {
    // It goes on.
  }

  @Override
  public boolean isCut() {
    return false;
  }
}
