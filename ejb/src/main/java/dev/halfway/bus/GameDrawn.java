package dev.halfway.bus;

import dev.halfway.text.Names;

/** A game was drawn, and its orders have still to learn of it. */
public record GameDrawn(String game) {

  /** In its normal form, also where a version that did not know it has drawn the game. */
  public GameDrawn {
    game = Names.normal(game);
  }
}
