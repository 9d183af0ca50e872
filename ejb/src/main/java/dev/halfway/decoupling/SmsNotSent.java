package dev.halfway.decoupling;

import jakarta.ejb.ApplicationException;

/** The SMS centre did not take an SMS; the work of the transaction is undone. */
@ApplicationException(rollback = true)
public class SmsNotSent extends Exception {

  private static final long serialVersionUID = 1;

  /** Whether the SMS centre was out of reach, which is no fault of this SMS. */
  private final boolean outage;

  SmsNotSent(Exception cause, boolean outage) {
    super(cause.getMessage(), cause);
    this.outage = outage;
  }

  /** Whether trying again later may help without anybody doing anything. */
  public boolean isOutage() {
    return outage;
  }
}
