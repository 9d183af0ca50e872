package dev.halfway.transaction;

import dev.halfway.refusal.Refusal;

/** The database takes no part in two-phase commit: nothing was stored, and nothing will be sent. */
public class XaUnavailable extends Refusal {

  private static final long serialVersionUID = 1;

  XaUnavailable(Throwable cause) {
    super(
        Kind.CONFLICT,
        "xa-unavailable",
        "There is no two-phase commit here",
        "max_prepared_transactions is 0: the database takes no part in two-phase commit",
        cause);
  }
}
