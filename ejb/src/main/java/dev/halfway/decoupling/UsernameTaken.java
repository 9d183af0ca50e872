package dev.halfway.decoupling;

/** Somebody has registered under this name before; nothing was stored. */
public class UsernameTaken extends Exception {

  private static final long serialVersionUID = 1;

  UsernameTaken(String username) {
    super("the username " + username + " is taken");
  }
}
