package dev.halfway.delay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/** What a timer does when its time has come, in one transaction with its end. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class TimerFiring {

  @Inject private Timers timers;
  @Inject private DelayedOrders orders;

  /** Fires it, unless it has fired or was recalled. */
  public void fire(TimerDue due, Instant at) {
    if (timers.fire(due.id(), at) && due.kind() == Kind.ORDER) {
      orders.timeOut(due.id(), at);
    }
    // A message is delivered by that its timer has fired: its text and its time are there.
  }
}
