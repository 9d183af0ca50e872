package dev.halfway.transaction;

import dev.halfway.refusal.Refusal;

/** The business says no: nothing of the order was stored, and nothing will be sent. */
public class OrderRefused extends Refusal {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** There is not enough of an item. */
    STOCK("out-of-stock", "There is not enough of an item"),
    /** It costs more than one order may. */
    LIMIT("order-limit", "The order costs too much");

    private final String type;
    private final String title;

    Reason(String type, String title) {
      this.type = type;
      this.title = title;
    }
  }

  OrderRefused(Reason reason, String text) {
    super(Kind.CONFLICT, reason.type, reason.title, text);
  }
}
