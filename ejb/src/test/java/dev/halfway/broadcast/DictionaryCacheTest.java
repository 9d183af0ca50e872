package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryCacheTest {

  private final DictionaryCache cache = new DictionaryCache();

  @Test
  void keepsTheHigherVersionInWhateverOrderTheyCome() {
    EntryChanged old = new EntryChanged("key", "old", 1);
    EntryChanged young = new EntryChanged("key", "young", 2);

    assertThat(cache.find("key")).isEmpty();
    assertThat(cache.offer(young)).isEqualTo(young);
    assertThat(cache.offer(old)).as("what is kept").isEqualTo(young);
    assertThat(cache.find("key")).contains(young);
    assertThat(cache.offer(new EntryChanged("key", "youngest", 3)).value()).isEqualTo("youngest");
    assertThat(cache.find("other")).isEmpty();
  }
}
