package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.database.SlowDatabase;
import dev.halfway.load.OpenLoad;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
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

  @Thorough
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
    int accepted = 0;
    int workedOff;
    Answer answer;
    SlowDatabase slow = SlowDatabase.of(rows(), BOUND);
    try (slow) {
      answer = peak.order();
      while (answer.status() == 202 && accepted < 10 * most) {
        accepted++;
        answer = peak.order();
      }
      workedOff = peak.workedOff();
      slow.fast();
    }

    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(accepted).isBetween(most, most + workedOff + BOUND);
    peak.awaitWorkedOff();
    assertThat(peak.workedOff()).as("only what was accepted").isEqualTo(accepted);
  }

  private static void allowBacklog(int most) {
    assertThat(server.operator().put("api/smoothing/settings", SETTINGS.formatted(most)).status())
        .isEqualTo(200);
  }

  private static Rows rows() {
    return new Rows(postgres.dataSource());
  }
}
