package dev.halfway.transaction.comparison;

import dev.halfway.refusal.Refusal;

/** A comparison cannot be made now, or here; nothing was begun. */
public class ComparisonRefused extends Refusal {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** Another one is running on this node: they would measure one another. */
    RUNNING("comparison-running", "Another one is running"),
    /** The database may lose what it has committed: its figures would say nothing. */
    NOT_DURABLE("not-durable", "The figures would say nothing"),
    /** The database takes no part in two-phase commit. */
    XA_UNAVAILABLE("xa-unavailable", "There is no two-phase commit here"),
    /** The server was started without fault injection. */
    FAULTS_OFF("faults-off", "Nothing can be made to fail here");

    private final String type;
    private final String title;

    Reason(String type, String title) {
      this.type = type;
      this.title = title;
    }
  }

  ComparisonRefused(Reason reason, String text) {
    super(Kind.CONFLICT, reason.type, reason.title, text);
  }
}
