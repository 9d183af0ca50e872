package dev.halfway.ra.protocol;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was noted of messages lately. The oldest notes are dropped: a message that another relay
 * settled never comes back to have its note removed.
 */
final class RecentNotes<V> {

  private final int max;
  private final Map<String, V> notes = new LinkedHashMap<>();

  /**
   * Without notes.
   *
   * @param max notes that are kept, from 1
   */
  RecentNotes(int max) {
    this.max = max;
  }

  @Nullable V of(String message) {
    return notes.get(message);
  }

  void note(String message, V what) {
    notes.put(message, what);
    if (notes.size() > max) {
      Iterator<String> oldest = notes.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  void forget(String message) {
    notes.remove(message);
  }
}
