package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the relays of this node do, logs what they park, and wakes the waiting queue's. */
public final class Counters implements RelayEvents {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  public final LongAdder half = new LongAdder();
  public final LongAdder forwarded = new LongAdder();
  public final LongAdder discarded = new LongAdder();
  public final LongAdder checked = new LongAdder();
  public final LongAdder setAside = new LongAdder();
  public final LongAdder parked = new LongAdder();
  private final Clock clock;
  private final Threads.Pauser waitingPauser;

  Counters(AdapterRuntime runtime) {
    this.clock = runtime.clock();
    this.waitingPauser = runtime.threads().pauser();
  }

  /** Wakes the relay of this node's waiting queue when a message in it is due. */
  Threads.Pauser waitingPauser() {
    return waitingPauser;
  }

  @Override
  public void forwarded() {
    forwarded.increment();
  }

  @Override
  public void discarded() {
    discarded.increment();
  }

  @Override
  public void checked() {
    checked.increment();
  }

  @Override
  public void setAside(RetryState state) {
    setAside.increment();
    waitingPauser.wakeIn(Math.max(0, state.due() - clock.now()));
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
