package dev.halfway.accounts;

import jakarta.ejb.ApplicationException;

/** The change would leave no operator; nothing was changed. */
@ApplicationException(rollback = true)
public class LastOperator extends Exception {

  private static final long serialVersionUID = 1;

  LastOperator(String name) {
    super("without " + name + " there would be no operator");
  }
}
