package dev.halfway.broadcast;

import dev.halfway.shared.NodeName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The dictionary as this node has it. All fail as {@link DictionaryTable} does. */
@ApplicationScoped
public class Dictionary {

  @Inject private DictionaryTable table;
  @Inject private DictionaryCache cache;
  @Inject private NodeName node;

  /**
   * An entry.
   *
   * @param version from 1 on, and higher with each change
   * @param node that has answered
   * @param cached whether it was in this node's memory
   */
  public record Entry(String key, String value, long version, String node, boolean cached) {}

  /** Changes an entry, or makes it; all nodes are told. */
  public Entry put(String key, String value) {
    EntryChanged changed = table.put(key, value);
    cache.offer(changed);
    return entry(changed, false);
  }

  /** An entry, from memory where it is there; empty when there is none. */
  public Optional<Entry> get(String key) {
    Optional<EntryChanged> cached = cache.find(key);
    return cached.isPresent()
        ? cached.map(entry -> entry(entry, true))
        // What was read may be out of date already, and is then not what is kept.
        : table.find(key).map(read -> entry(cache.offer(read), false));
  }

  private Entry entry(EntryChanged entry, boolean cached) {
    return new Entry(entry.key(), entry.value(), entry.version(), node.name(), cached);
  }
}
