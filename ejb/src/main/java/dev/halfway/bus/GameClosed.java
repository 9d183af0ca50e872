package dev.halfway.bus;

import jakarta.ejb.ApplicationException;

/** The game was drawn before; nothing has happened. */
@ApplicationException(rollback = true)
public class GameClosed extends Exception {

  private static final long serialVersionUID = 1;

  GameClosed(String game) {
    super(game + " was drawn");
  }
}
