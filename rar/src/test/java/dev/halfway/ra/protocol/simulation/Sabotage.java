package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.Markers;
import java.util.function.UnaryOperator;

/** What comes between the relays and the world, to see whether the judge notices. */
record Sabotage(UnaryOperator<Markers> markers, UnaryOperator<HalfQueue<Message>> queue) {

  static final Sabotage NONE = new Sabotage(UnaryOperator.identity(), UnaryOperator.identity());

  static Sabotage ofMarkers(UnaryOperator<Markers> markers) {
    return new Sabotage(markers, UnaryOperator.identity());
  }

  static Sabotage ofQueue(UnaryOperator<HalfQueue<Message>> queue) {
    return new Sabotage(UnaryOperator.identity(), queue);
  }
}
