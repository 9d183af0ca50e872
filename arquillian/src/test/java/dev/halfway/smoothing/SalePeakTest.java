package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.server.OpenLoad;
import dev.halfway.server.Postgres;
import dev.halfway.server.Rows;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twenty times more orders than the database takes. */
class SalePeakTest {

  private static final int DATABASE_RATE = 40;
  private static final int PEAK = 20 * DATABASE_RATE;
  private static final Duration PEAK_DURATION = Duration.ofSeconds(5);
  private static final int STOCK = 1_000;
  private static final int BOUND = 4;
  private static final String SETTINGS = "{\"concurrency\":4,\"maxBacklog\":%d,\"rate\":0}";
  private static final int USUAL_BACKLOG = 100_000;

  private static Postgres postgres;
  private static ServerProcess server;

  private Peak peak;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    server = ServerProcess.fresh("sale-peak", postgres.settings()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @BeforeEach
  void offer() {
    peak = new Peak(server.client(), "lamp-" + UUID.randomUUID(), rows());
    peak.offering(STOCK);
  }

  @AfterEach
  void asUsual() {
    allowBacklog(USUAL_BACKLOG);
  }

  @Test
  void isWorkedOffWithinTheBoundAndSellsExactlyWhatThereIs() {
    int mostAtOnce;
    OpenLoad.Result result;
    try (SlowDatabase slow = SlowDatabase.of(rows(), DATABASE_RATE)) {
      result = peak.orders(PEAK, PEAK_DURATION).join();
      mostAtOnce = slow.fast();
    }
    peak.awaitWorkedOff();

    assertThat(peak.missing(result.locations())).isEmpty();
    Map<String, Integer> outcomes = peak.outcomes();
    int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    // How many come through is up to the machine.
    assertThat(all).as(result.toString()).isBetween(result.answered(202), result.offered());
    assertThat(peak.sold()).isEqualTo(outcomes.get("CONFIRMED")).isEqualTo(Math.min(STOCK, all));
    assertThat(mostAtOnce).isBetween(1, BOUND);
    JsonNode stats = server.client().get("api/smoothing/stats").json();
    assertThat(stats.get("mostAtWork").asInt()).isBetween(mostAtOnce, BOUND);
  }

  @Test
  void losesAndRepeatsNothingWhenTheNodeIsKilledInTheMiddle() {
    OpenLoad.Result result;
    try (SlowDatabase slow = SlowDatabase.of(rows(), DATABASE_RATE)) {
      CompletableFuture<OpenLoad.Result> load = peak.orders(PEAK, PEAK_DURATION);
      peak.awaitRows(2 * DATABASE_RATE);
      server.kill();
      server.start();
      result = load.join();
      assertThat(slow.fast()).isBetween(1, 2 * BOUND);
    }
    peak.awaitWorkedOff();

    assertThat(result.gaveUp()).as("callers during the crash: " + result).isPositive();
    assertThat(peak.missing(result.locations())).isEmpty();
    Map<String, Integer> outcomes = peak.outcomes();
    int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all).isBetween(result.answered(202), result.offered());
    assertThat(peak.sold()).isEqualTo(outcomes.get("CONFIRMED")).isEqualTo(Math.min(STOCK, all));
  }

  @Test
  void refusesWhatIsBeyondTheBacklogAndSaysWhenItIsWorthComingAgain() {
    int most = 200;
    allowBacklog(most);
    OpenLoad.Result result;
    try (SlowDatabase slow = SlowDatabase.of(rows(), DATABASE_RATE)) {
      result = peak.orders(PEAK, PEAK_DURATION).join();
      slow.fast();
    }
    peak.awaitWorkedOff();

    assertThat(result.answered(429)).as(result.toString()).isPositive();
    assertThat(result.answered(202)).isBetween(most, most + 10 * DATABASE_RATE);
    assertThat(result.retryAfter()).hasSize(result.answered(429)).allMatch(it -> it >= 1);
    assertThat(peak.missing(result.locations())).isEmpty();
    // One that is accepted may not be told so in time.
    assertThat(peak.outcomes().values().stream().mapToInt(Integer::intValue).sum())
        .as("only what was accepted")
        .isBetween(result.answered(202), result.offered() - result.answered(429));
  }

  private static void allowBacklog(int most) {
    assertThat(server.operator().put("api/smoothing/settings", SETTINGS.formatted(most)).status())
        .isEqualTo(200);
  }

  private static Rows rows() {
    return new Rows(postgres.dataSource());
  }
}
