package dev.halfway.transaction.comparison;

/** A comparison cannot be made now, or here; nothing was begun. */
public class ComparisonRefused extends Exception {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** Another one is running on this node: they would measure one another. */
    RUNNING,
    /** The database may lose what it has committed: its figures would say nothing. */
    NOT_DURABLE,
    /** The database takes no part in two-phase commit. */
    XA_UNAVAILABLE,
    /** The server was started without fault injection. */
    FAULTS_OFF
  }

  private final Reason reason;

  ComparisonRefused(Reason reason, String text) {
    super(text);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
