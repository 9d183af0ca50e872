package dev.halfway.transaction;

/** The database takes no part in two-phase commit: nothing was stored, and nothing will be sent. */
public class XaUnavailable extends Exception {

  private static final long serialVersionUID = 1;

  XaUnavailable(Throwable cause) {
    super("max_prepared_transactions is 0: the database takes no part in two-phase commit", cause);
  }
}
