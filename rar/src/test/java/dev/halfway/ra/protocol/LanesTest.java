package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void areNamedByNumber() {
    Lanes lanes = new Lanes("halfway.half.n1", 2);

    assertThat(lanes.queues()).containsExactly("halfway.half.n1.0", "halfway.half.n1.1");
    assertThat(lanes.waiting()).isEqualTo("halfway.half.n1.waiting");
  }

  @Test
  void thereIsOneAtLeast() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lanes("n1", 0));
  }

  @Property
  void everyMessageHasALaneAndNeverTheWaitingQueue(
      @ForAll @IntRange(min = 1, max = 64) int count,
      @ForAll long most,
      @ForAll long least,
      @ForAll String key) {
    Lanes lanes = new Lanes("n1", count);
    HalfTransactionId id = new HalfTransactionId(0, new UUID(most, least));

    assertThat(lanes.queues()).hasSize(count).doesNotHaveDuplicates();
    assertThat(lanes.queues()).contains(lanes.queueFor(id, key), lanes.queueFor(id, null));
    assertThat(lanes.queues()).doesNotContain(lanes.waiting());
  }

  @Property
  void messagesOfOneKeyGoThroughOneLaneWhateverTheirTransaction(
      @ForAll @IntRange(min = 1, max = 64) int count,
      @ForAll long one,
      @ForAll long other,
      @ForAll String key) {
    Lanes lanes = new Lanes("n1", count);

    assertThat(lanes.queueFor(new HalfTransactionId(0, new UUID(one, other)), key))
        .isEqualTo(lanes.queueFor(new HalfTransactionId(1, new UUID(other, one)), key));
  }

  @Test
  void keysAndTransactionsAreSpreadOverAllLanes() {
    Lanes lanes = new Lanes("n1", 8);
    Set<String> byKey = new HashSet<>();
    Set<String> byTransaction = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      byKey.add(lanes.queueFor(Some.id(1), "customer-" + i));
      UUID random = new UUID(i * 0x9E3779B97F4A7C15L, i * 0xC2B2AE3D27D4EB4FL);
      HalfTransactionId id = HalfTransactionId.of(1_700_000_000_000L + i, new Buckets(30), random);
      byTransaction.add(lanes.queueFor(id, null));
    }

    assertThat(byKey).hasSize(8);
    assertThat(byTransaction).hasSize(8);
  }
}
