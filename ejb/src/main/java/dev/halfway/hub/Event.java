package dev.halfway.hub;

import java.util.Comparator;

/**
 * Something that happened somewhere, as it was told.
 *
 * @param id 1 to 128 visible ASCII characters without a space; two events with the same id are the
 *     same event
 * @param json the whole event on one line, its id included
 */
public record Event(String id, String json) implements Comparable<Event> {

  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::id).thenComparing(Event::json);

  /**
   * Of no meaning, but that a hash table finds events of the same hash by it: whoever sends events
   * can choose their hashes, and without an order each would be compared with all others.
   */
  @Override
  public int compareTo(Event other) {
    return ORDER.compare(this, other);
  }
}
