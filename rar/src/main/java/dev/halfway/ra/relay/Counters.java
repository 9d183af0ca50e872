package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.RelayEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what the relays of this node do, and logs what they gave up. */
public final class Counters implements RelayEvents {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  public final LongAdder half = new LongAdder();
  public final LongAdder forwarded = new LongAdder();
  public final LongAdder swallowed = new LongAdder();
  public final LongAdder checked = new LongAdder();
  public final LongAdder setAside = new LongAdder();
  public final LongAdder parked = new LongAdder();
  private final Consumer<RetryState> wake;

  /**
   * All zero.
   *
   * @param wake told of everything that is set aside
   */
  public Counters(Consumer<RetryState> wake) {
    this.wake = wake;
  }

  @Override
  public void forwarded() {
    forwarded.increment();
  }

  @Override
  public void swallowed() {
    swallowed.increment();
  }

  @Override
  public void checked() {
    checked.increment();
  }

  @Override
  public void setAside(RetryState state) {
    setAside.increment();
    wake.accept(state);
  }

  @Override
  public void parked(Envelope envelope, RetryState state) {
    parked.increment();
    LOG.log(
        Level.WARNING,
        "half message {0} to {1} was parked: {2}",
        envelope.messageId(),
        envelope.destination(),
        state.cause());
  }
}
