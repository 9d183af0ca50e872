package dev.halfway.decoupling;

import jakarta.ejb.ApplicationException;

/** Somebody has registered under this name before; nothing was stored. */
@ApplicationException(rollback = true)
public class UsernameTaken extends Exception {

  private static final long serialVersionUID = 1;

  UsernameTaken(String username) {
    super("the username " + username + " is taken");
  }
}
