package dev.halfway.decoupling;

import dev.halfway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** The SMS centre did not take an SMS; the work of the transaction is undone. */
public class SmsNotSent extends Refusal {

  private static final long serialVersionUID = 1;

  /** Why, as far as it matters to whoever may try again. */
  public enum Reason {
    /** The centre could not be asked, which is no fault of this SMS. It was not sent as a whole. */
    UNREACHABLE(Kind.NO_ANSWER_OUTSIDE, "sms-centre-unreachable", "The SMS centre is out of reach"),
    /** The centre does not want this SMS, or it cannot be put to it at all. */
    REFUSED(Kind.REFUSED_OUTSIDE, "sms-refused", "The SMS centre refused"),
    /** The centre has not answered, or not in time: it may have the SMS. */
    OUTCOME_UNKNOWN(Kind.NO_ANSWER_OUTSIDE, "sms-outcome-unknown", "The SMS centre did not answer");

    private final Kind kind;
    private final String type;
    private final String title;

    Reason(Kind kind, String type, String title) {
      this.kind = kind;
      this.type = type;
      this.title = title;
    }
  }

  private final Reason reason;

  SmsNotSent(Exception cause, Reason reason) {
    super(reason.kind, reason.type, reason.title, cause.getMessage(), cause);
    this.reason = reason;
  }

  @Override
  public @Nullable String detail() {
    return reason == Reason.OUTCOME_UNKNOWN
        ? "The SMS may have been sent: " + getMessage()
        : getMessage();
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
