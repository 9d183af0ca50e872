package dev.halfway.decoupling;

/** The SMS centre did not take an SMS; the work of the transaction is undone. */
public class SmsNotSent extends Exception {

  private static final long serialVersionUID = 1;

  /** Why, as far as it matters to whoever may try again. */
  public enum Reason {
    /** The centre could not be asked, which is no fault of this SMS. It was not sent as a whole. */
    UNREACHABLE,
    /** The centre does not want this SMS, or it cannot be put to it at all. */
    REFUSED,
    /** The centre has not answered, or not in time: it may have the SMS. */
    OUTCOME_UNKNOWN
  }

  private final Reason reason;

  SmsNotSent(Exception cause, Reason reason) {
    super(cause.getMessage(), cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
