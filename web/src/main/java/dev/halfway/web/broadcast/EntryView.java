package dev.halfway.web.broadcast;

import dev.halfway.broadcast.Dictionary;

/**
 * An entry of the dictionary, as clients see it.
 *
 * @param version higher with each change
 * @param node that has answered
 * @param cached whether it had it in memory
 */
public record EntryView(String key, String value, long version, String node, boolean cached) {

  static EntryView of(Dictionary.Entry entry) {
    return new EntryView(entry.key(), entry.value(), entry.version(), entry.node(), entry.cached());
  }
}
