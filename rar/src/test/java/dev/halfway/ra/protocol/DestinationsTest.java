package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.halfway.ra.protocol.Destinations.Suspension;
import org.junit.jupiter.api.Test;

class DestinationsTest {

  private final Bench bench = new Bench();
  private final Destinations destinations =
      new Destinations(new ExponentialBackoff(1_000, 8_000), bench.clock());

  @Test
  void knowsNothingAgainstADestinationAtFirst() {
    assertThat(destinations.suspension("orders")).isNull();
    assertThat(destinations.all()).isEmpty();
  }

  @Test
  void suspendsForGrowingIntervalsWhatTakesNothing() {
    for (long interval : new long[] {1_000, 2_000, 4_000, 8_000, 8_000}) {
      destinations.failed("orders", "gone");

      assertThat(destinations.suspension("orders")).isEqualTo(new Suspension("gone", interval));
      bench.time += interval - 1;
      assertThat(destinations.suspension("orders")).extracting(Suspension::cause).isEqualTo("gone");
      bench.time += 1;
      assertThat(destinations.suspension("orders")).isNull();
    }
  }

  @Test
  void oneMessageThatIsRefusedAgainAndAgainSuspendsNothing() {
    for (int i = 0; i < 5; i++) {
      destinations.refused("orders", "a", "duplicate id");

      assertThat(destinations.suspension("orders")).isNull();
      assertThat(destinations.all()).isEmpty();
    }
  }

  @Test
  void secondMessageThatIsRefusedSuspends() {
    destinations.refused("orders", "a", "full");
    destinations.refused("orders", "b", "still full");

    assertThat(destinations.suspension("orders")).isEqualTo(new Suspension("still full", 1_000));
    assertThat(destinations.all()).containsExactly(entry("orders", "still full"));
  }

  @Test
  void afterASuspensionOneMessageIsEnoughUnlessItIsTheOneThatCausedIt() {
    destinations.refused("orders", "a", "full");
    destinations.refused("orders", "b", "full");
    bench.time += 1_000;

    destinations.refused("orders", "b", "full");
    assertThat(destinations.suspension("orders")).isNull();

    destinations.refused("orders", "c", "full");
    assertThat(destinations.suspension("orders"))
        .extracting(Suspension::remaining)
        .isEqualTo(2_000L);
  }

  @Test
  void messageThatIsTakenClearsTheDestination() {
    destinations.failed("orders", "gone");
    destinations.failed("orders", "gone");
    destinations.accepted("orders");

    assertThat(destinations.suspension("orders")).isNull();
    destinations.failed("orders", "gone");
    assertThat(destinations.suspension("orders"))
        .extracting(Suspension::remaining)
        .isEqualTo(1_000L);
  }

  @Test
  void destinationsAreIndependent() {
    destinations.failed("orders", "gone");
    destinations.accepted("invoices");

    assertThat(destinations.suspension("orders")).extracting(Suspension::cause).isEqualTo("gone");
    assertThat(destinations.suspension("invoices")).isNull();
  }

  @Test
  void isListedBeyondItsSuspensionUntilItTakesOne() {
    destinations.failed("orders", "gone");
    bench.time += 10_000;

    assertThat(destinations.all()).containsOnlyKeys("orders");
    destinations.accepted("orders");
    assertThat(destinations.all()).isEmpty();
  }

  @Test
  void destinationThatNobodySendsToAnyMoreIsForgotten() {
    destinations.failed("temporary-queue-1", "gone");
    bench.time += 20_000;

    assertThat(destinations.all()).isEmpty();
    destinations.failed("orders", "gone");
    bench.time = 2_000;
    assertThat(destinations.all()).containsOnlyKeys("orders");
  }
}
