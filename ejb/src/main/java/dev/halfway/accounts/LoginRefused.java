package dev.halfway.accounts;

/** Somebody is not let in. Thrown often and expected, so it has no stack trace. */
public class LoginRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** The account does not exist, or the password is another one: nobody is told which. */
    WRONG,
    /** Too many attempts of the same origin wait for their answer: nobody has looked. */
    TOO_MANY
  }

  private final Reason reason;

  LoginRefused(Reason reason) {
    super("login refused: " + reason, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
