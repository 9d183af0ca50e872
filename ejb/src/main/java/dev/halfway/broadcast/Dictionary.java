package dev.halfway.broadcast;

import static java.util.stream.Collectors.toMap;

import dev.halfway.lifecycle.NodeName;
import dev.halfway.text.Causes;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dictionary as this node has it. All fail as {@link DictionaryTable} does. */
@ApplicationScoped
public class Dictionary {

  private static final Logger LOG = LoggerFactory.getLogger(Dictionary.class);

  /** Entries that are compared with the table at once. */
  private static final int MAX_COMPARED = 500;

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

  /**
   * Changes an entry, or makes it; all nodes are told.
   *
   * @param who for the audit trail
   */
  public Entry put(String key, String value, String who) {
    EntryChanged changed = table.put(key, value, who);
    try {
      told(changed);
    } catch (EJBException e) {
      // It is changed all the same, and the next comparison finds what this one did not.
      LOG.warn("The dictionary cannot be compared with its table: {}", Causes.textOf(e));
    }
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

  /** Takes a version that was written; it may come late. */
  void told(EntryChanged changed) {
    EntryChanged kept = cache.offer(changed);
    if (!kept.equals(changed)) {
      compare(List.of(kept));
    }
  }

  /** Compares some of what is in memory with the table, and takes what the table has. */
  void compareWithTable() {
    compare(cache.some(MAX_COMPARED));
  }

  /**
   * Compares entries with the table. The table has a version before anybody is told of it. If it
   * has an older one, the database was restored, and nothing in memory counts any more.
   */
  private void compare(List<EntryChanged> kept) {
    Map<String, EntryChanged> written =
        table.find(kept.stream().map(EntryChanged::key).toList()).stream()
            .collect(toMap(EntryChanged::key, Function.identity()));
    if (kept.stream().anyMatch(entry -> isOlder(written.get(entry.key()), entry))) {
      LOG.warn("The dictionary has gone back to older versions, as when the database was restored");
      cache.clear();
    }
    written.values().forEach(cache::offer);
  }

  private static boolean isOlder(@Nullable EntryChanged written, EntryChanged kept) {
    return written == null
        || written.version() < kept.version()
        || (written.version() == kept.version() && !written.equals(kept));
  }

  private Entry entry(EntryChanged entry, boolean cached) {
    return new Entry(entry.key(), entry.value(), entry.version(), node.name(), cached);
  }
}
