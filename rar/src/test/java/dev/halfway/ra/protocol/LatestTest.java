package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatestTest {

  @Test
  void dropsTheOldestEntryWhenThereAreTooMany() {
    Latest<String, Integer> latest = new Latest<>(2);
    latest.put("a", 1);
    latest.put("b", 2);
    latest.put("a", 3);
    latest.put("c", 4);

    assertThat(latest).doesNotContainKey("a").containsEntry("b", 2).containsEntry("c", 4);
  }
}
