package dev.halfway.accounts;

/** The change would leave no operator; nothing was changed. */
public class LastOperator extends Exception {

  private static final long serialVersionUID = 1;

  LastOperator(String name) {
    super("without " + name + " there would be no operator");
  }
}
