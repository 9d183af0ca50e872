package dev.halfway.half;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Has the container suspend the caller's transaction for one of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RequiresNew {

  /** Rolls back when the work fails. */
  public void run(Runnable work) {
    work.run();
  }
}
