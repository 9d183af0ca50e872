package dev.halfway.bus;

import dev.halfway.refusal.Refusal;

/** The game was drawn before; nothing has happened. */
public class GameClosed extends Refusal {

  private static final long serialVersionUID = 1;

  GameClosed(String game) {
    super(Kind.CONFLICT, "game-drawn", "The game was drawn", game + " was drawn");
  }
}
