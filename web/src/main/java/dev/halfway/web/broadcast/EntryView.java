package dev.halfway.web.broadcast;

import dev.halfway.broadcast.Dictionary;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the dictionary, as clients see it.
 *
 * @param version higher with each change
 * @param node that has answered
 * @param cached whether it had it in memory
 */
@Schema(name = "DictionaryEntry")
public record EntryView(String key, String value, long version, String node, boolean cached) {

  static EntryView of(Dictionary.Entry entry) {
    return new EntryView(entry.key(), entry.value(), entry.version(), entry.node(), entry.cached());
  }
}
