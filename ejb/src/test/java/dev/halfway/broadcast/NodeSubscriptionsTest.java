package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSubscriptionsTest {

  @ParameterizedTest
  @CsvSource({
    "halfway.broadcast-dispatches, halfway",
    "one.broadcast-dictionary, one",
    "a\\.b.broadcast-dispatches, a.b",
    "halfway.broadcast.dispatches,",
    "halfway.bus-ticketing,",
    "broadcast-dispatches,",
  })
  void aSubscriptionsNameSaysWhichNodeHasIt(String queue, String node) {
    assertThat(NodeSubscriptions.nodeOf(queue).orElse(null)).isEqualTo(node);
  }
}
