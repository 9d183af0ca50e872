package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderIdsTest {

  private final OrderIds ids = new OrderIds(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});

  @Test
  void areKnownAgainAndAreNeverTheSame() {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = ids.next();
      assertThat(ids.areOurs(id)).isTrue();
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
      all.add(id);
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void anyOthersAreNot() {
    OrderIds others = new OrderIds(new byte[] {99});
    for (int i = 0; i < 1_000; i++) {
      assertThat(ids.areOurs(UUID.randomUUID())).isFalse();
      assertThat(ids.areOurs(others.next())).isFalse();
    }
  }

  @Test
  void oneBitMoreOrLessIsAnother() {
    UUID id = ids.next();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long flip = 1L << bit;
      long most = id.getMostSignificantBits();
      long least = id.getLeastSignificantBits();
      assertThat(ids.areOurs(new UUID(most ^ flip, least))).as("bit %d", bit).isFalse();
      assertThat(ids.areOurs(new UUID(most, least ^ flip))).as("bit %d", bit).isFalse();
    }
  }
}
