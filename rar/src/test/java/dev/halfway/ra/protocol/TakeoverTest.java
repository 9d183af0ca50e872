package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.protocol.Takeover.Registered;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeoverTest {

  private static final long AFTER = 20_000;

  @ParameterizedTest(name = "queue of {0}, silent for {1} ms, taken by {2} {3} ms ago: {4}")
  @CsvSource({
    // A queue whose node is there is left to it, whoever else relays it.
    "n2, 0, , 0, false",
    "n2, 20000, , 0, false",
    "n2, 20000, n1, 0, false",
    // One that was left alone is taken by whoever comes first.
    "n2, 20001, , 0, true",
    "n2, 20001, n1, 0, true",
    "n2, 20001, n1, 99999, true",
    "n2, 20001, n3, 0, false",
    "n2, 20001, n3, 20000, false",
    // And again when that one is gone as well.
    "n2, 20001, n3, 20001, true",
    // A lane of this node that its configuration no longer has.
    "n1, 0, , 0, false",
    "n1, 20001, , 0, true",
    "n1, 20001, n2, 5, false",
  })
  void takesWhatNobodyRelays(
      String node, long age, @Nullable String takenBy, long takenAge, boolean takes) {
    Registered queue = new Registered("queue", false, node, age, takenBy, takenAge);

    assertThat(new Takeover("n1", AFTER).toRelay(List.of(queue), Set.of("own")))
        .isEqualTo(takes ? List.of(queue) : List.of());
  }

  @ParameterizedTest
  @CsvSource({"0, ", "99999, ", "99999, n2"})
  void neverTakesWhatIsItsOwnAnyway(long age, @Nullable String takenBy) {
    Registered own = new Registered("own", false, "n1", age, takenBy, 0);

    assertThat(new Takeover("n1", AFTER).toRelay(List.of(own), Set.of("own"))).isEmpty();
  }

  /** Nodes that look one after the other; what one says the next one sees. */
  @Property
  void queueOfANodeThatIsGoneHasExactlyOneRelayAfterEverybodyHasLooked(
      @ForAll @IntRange(min = 1, max = 5) int nodes,
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 0, max = 40_000) Integer> ages) {
    List<Registered> registry = new ArrayList<>();
    for (int i = 0; i < ages.size(); i++) {
      registry.add(new Registered("q" + i, i % 2 == 0, "gone", ages.get(i), null, 0));
    }
    int[] relays = new int[ages.size()];
    for (int n = 0; n < nodes; n++) {
      for (Registered taken : new Takeover("n" + n, AFTER).toRelay(registry, Set.of())) {
        int index = registry.indexOf(taken);
        relays[index]++;
        registry.set(
            index,
            new Registered(taken.queue(), taken.waiting(), taken.node(), taken.age(), "n" + n, 0));
      }
    }

    for (int i = 0; i < relays.length; i++) {
      assertThat(relays[i]).isEqualTo(ages.get(i) > AFTER ? 1 : 0);
    }
  }
}
