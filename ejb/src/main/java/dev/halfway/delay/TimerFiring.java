package dev.halfway.delay;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.time.Instant;

/** What a timer does when its time has come, in one transaction with its end. */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
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
