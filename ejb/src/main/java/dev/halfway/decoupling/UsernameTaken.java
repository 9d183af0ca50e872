package dev.halfway.decoupling;

import dev.halfway.refusal.Refusal;

/** Somebody has registered under this name before; nothing was stored. */
public class UsernameTaken extends Refusal {

  private static final long serialVersionUID = 1;

  UsernameTaken(String username) {
    super(
        Kind.CONFLICT,
        "username-taken",
        "The username is taken",
        "the username " + username + " is taken");
  }
}
