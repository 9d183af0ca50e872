package dev.halfway.decoupling.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The behaviour in force. */
final class BehaviourSwitch {

  private Behaviour behaviour = Behaviour.NORMAL;
  private long changes;

  synchronized Behaviour get() {
    return behaviour;
  }

  synchronized boolean is(Behaviour.Mode mode) {
    return behaviour.mode() == mode;
  }

  synchronized void set(Behaviour newBehaviour) {
    behaviour = newBehaviour;
    changes++;
    notifyAll();
  }

  /** The behaviour towards one more submit. */
  synchronized Behaviour take() {
    Behaviour taken = behaviour;
    behaviour = taken.afterSubmit();
    return taken;
  }

  /** Waits, but not beyond the next change: who waits long must not outlast what made him. */
  synchronized void pause(Duration delay) throws InterruptedException {
    long seen = changes;
    long deadline = System.nanoTime() + delay.toNanos();
    long left = delay.toNanos();
    while (left > 0 && changes == seen) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }
}
