package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broadcast.Dictionary.Entry;
import dev.halfway.lifecycle.NodeName;
import dev.halfway.testing.Injected;
import jakarta.ejb.EJBException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cache and a table that may be an older one than the cache was filled from. */
class DictionaryTest {

  private final Table table = new Table();
  private final Dictionary dictionary = new Dictionary();

  /** The table, without a database. */
  private static final class Table extends DictionaryTable {
    private final Map<String, EntryChanged> entries = new HashMap<>();
    private int asked;
    private boolean away;

    @Override
    EntryChanged put(String key, String value, String who) {
      EntryChanged was = entries.get(key);
      EntryChanged changed = new EntryChanged(key, value, was == null ? 1 : was.version() + 1);
      entries.put(key, changed);
      return changed;
    }

    @Override
    List<EntryChanged> find(Collection<String> keys) {
      asked++;
      if (away) {
        throw new EJBException("away");
      }
      return keys.stream().map(entries::get).filter(Objects::nonNull).toList();
    }
  }

  @BeforeEach
  void surroundings() {
    Injected.into(dictionary, "table", table);
    Injected.into(dictionary, "cache", new DictionaryCache());
    NodeName node = new NodeName();
    Injected.into(node, "name", "one");
    Injected.into(dictionary, "node", node);
  }

  private void put(String key, String... values) {
    for (String value : values) {
      dictionary.put(key, value, "ada");
    }
  }

  /** The table is as it was, with these entries. */
  private void goBackTo(EntryChanged... entries) {
    table.entries.clear();
    for (EntryChanged entry : entries) {
      table.entries.put(entry.key(), entry);
    }
  }

  private static EntryChanged entry(String key, String value, long version) {
    return new EntryChanged(key, value, version);
  }

  private String get(String key) {
    return dictionary.get(key).map(entry -> entry.value() + entry.version()).orElse("none");
  }

  @Test
  void whatIsInMemoryIsServedWithoutTheTable() {
    put("a", "x", "y");
    dictionary.told(entry("a", "y", 2));
    assertThat(dictionary.get("a")).contains(new Entry("a", "y", 2, "one", true));
    assertThat(table.asked).isZero();
  }

  @Test
  void aLateMessageChangesNothing() {
    put("a", "x", "y");
    put("b", "z");
    dictionary.told(entry("a", "x", 1));
    assertThat(get("a")).isEqualTo("y2");
    assertThat(dictionary.get("b").orElseThrow().cached()).isTrue();
  }

  @Test
  void aChangeCountsThoughALostVersionWasHigher() {
    put("a", "x", "y", "z");
    put("b", "x", "y");
    goBackTo(entry("a", "x", 1), entry("b", "x", 1));

    assertThat(dictionary.put("a", "new", "ada").version()).isEqualTo(2);

    assertThat(get("a")).isEqualTo("new2");
    assertThat(get("b")).as("what else was in memory").isEqualTo("x1");
  }

  @Test
  void aChangeIsAnsweredThoughItCannotBeComparedYet() {
    put("a", "x", "y", "z");
    goBackTo(entry("a", "x", 1));
    table.away = true;

    assertThat(dictionary.put("a", "new", "ada").version()).isEqualTo(2);

    table.away = false;
    dictionary.compareWithTable();
    assertThat(get("a")).isEqualTo("new2");
  }

  @Test
  void aMessageCountsThoughALostVersionWasHigher() {
    put("a", "x", "y", "z");
    goBackTo(entry("a", "new", 2));

    dictionary.told(entry("a", "new", 2));

    assertThat(get("a")).isEqualTo("new2");
  }

  @Test
  void aMessageCountsThoughALostVersionHadTheSameNumber() {
    put("a", "x", "y");
    goBackTo(entry("a", "new", 2));

    dictionary.told(entry("a", "new", 2));

    assertThat(get("a")).isEqualTo("new2");
  }

  @Test
  void anOlderTableIsFoundByComparing() {
    put("a", "x", "y");
    put("b", "x");
    put("c", "x");
    goBackTo(entry("a", "x", 1), entry("b", "x", 1));
    assertThat(get("a")).isEqualTo("y2");

    dictionary.compareWithTable();

    assertThat(get("a")).isEqualTo("x1");
    assertThat(get("b")).isEqualTo("x1");
    assertThat(get("c")).isEqualTo("none");
  }

  @Test
  void whatAMessageThatWasLostWouldHaveToldIsFoundByComparing() {
    put("a", "x");
    goBackTo(entry("a", "y", 2));

    dictionary.compareWithTable();

    assertThat(dictionary.get("a")).contains(new Entry("a", "y", 2, "one", true));
  }
}
