package dev.halfway.bus;

/** The game was drawn before; nothing has happened. */
public class GameClosed extends Exception {

  private static final long serialVersionUID = 1;

  GameClosed(String game) {
    super(game + " was drawn");
  }
}
