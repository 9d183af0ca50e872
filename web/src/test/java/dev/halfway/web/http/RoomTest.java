package dev.halfway.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {

  private final Room room = new Room(100_000);

  @Test
  void whatIsSmallTakesNone() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(room.share().growTo(Room.SMALL)).isTrue();
    }

    assertThat(room.taken()).isZero();
  }

  @Test
  void whatIsNotThereIsNotGiven() {
    Room.Share first = room.share();
    assertThat(first.growTo(60_000)).isTrue();
    assertThat(first.growTo(100_001)).isFalse();
    assertThat(room.share().growTo(50_000)).isFalse();
    assertThat(room.taken()).isEqualTo(60_000);

    assertThat(first.growTo(100_000)).isTrue();
    assertThat(room.taken()).isEqualTo(100_000);
  }

  @Test
  void whatIsGivenBackIsThereForOthersOnce() {
    Room.Share share = room.share();
    assertThat(share.growTo(100_000)).isTrue();

    share.close();
    share.close();

    assertThat(room.taken()).isZero();
    assertThat(share.growTo(50_000)).as("after it was given back").isFalse();
    assertThat(room.taken()).isZero();
  }
}
