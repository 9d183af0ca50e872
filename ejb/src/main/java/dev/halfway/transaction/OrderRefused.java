package dev.halfway.transaction;

/** The business says no: nothing of the order was stored, and nothing will be sent. */
public class OrderRefused extends Exception {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** There is not enough of an item. */
    STOCK,
    /** It costs more than one order may. */
    LIMIT
  }

  private final Reason reason;

  OrderRefused(Reason reason, String text) {
    super(text);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
