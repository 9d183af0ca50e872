package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentNotesTest {

  @Test
  void dropsTheOldestNoteWhenThereAreTooMany() {
    RecentNotes<Integer> recent = new RecentNotes<>(2);
    recent.note("a", 1);
    recent.note("b", 2);
    recent.note("a", 3);
    recent.note("c", 4);

    assertThat(recent.of("a")).isNull();
    assertThat(recent.of("b")).isEqualTo(2);
    assertThat(recent.of("c")).isEqualTo(4);
  }

  @Test
  void forgets() {
    RecentNotes<Integer> recent = new RecentNotes<>(2);
    recent.note("a", 1);
    recent.forget("a");

    assertThat(recent.of("a")).isNull();
  }
}
