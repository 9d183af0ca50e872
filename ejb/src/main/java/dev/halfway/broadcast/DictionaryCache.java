package dev.halfway.broadcast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The entries of the dictionary that this node has in memory, each in the highest version that it
 * has heard of. Thread-safe.
 */
@ApplicationScoped
class DictionaryCache {

  private static final int MOST = 10_000;

  /**
   * After it an entry is read again: the most that it may be out of date by a message that was
   * lost.
   */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Cache<String, EntryChanged> entries =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

  Optional<EntryChanged> find(String key) {
    return Optional.ofNullable(entries.getIfPresent(key));
  }

  /** Keeps a version unless a higher one is there, and says which one is there then. */
  EntryChanged offer(EntryChanged entry) {
    return entries
        .asMap()
        .merge(entry.key(), entry, (was, is) -> is.version() > was.version() ? is : was);
  }

  /** Some of them, others each time. */
  List<EntryChanged> some(int max) {
    List<EntryChanged> all = new ArrayList<>(entries.asMap().values());
    Collections.shuffle(all);
    return all.subList(0, Math.min(max, all.size()));
  }

  /** Forgets all. */
  void clear() {
    entries.invalidateAll();
  }
}
