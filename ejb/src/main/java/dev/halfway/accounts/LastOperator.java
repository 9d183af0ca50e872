package dev.halfway.accounts;

import dev.halfway.refusal.Refusal;

/** The change would leave no operator; nothing was changed. */
public class LastOperator extends Refusal {

  private static final long serialVersionUID = 1;

  LastOperator(String name) {
    super(
        Kind.CONFLICT,
        "last-operator",
        "There must be an operator",
        "without " + name + " there would be no operator");
  }
}
