package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at each step of a timer's way, with a window so near that timers come from
 * the table. Every firing is counted by the database itself.
 */
class TimersKilledTest {

  private static final FaultPoints POINTS = FaultPoints.named("timers-killed-points");

  private static final FaultPoint HANDING_OVER =
      POINTS.at("dev.halfway.delay.Timers", "handOver", Where.ENTRY);
  private static final FaultPoint HANDED_OVER =
      POINTS.at("dev.halfway.ra.outbound.TransactionBranch", "prepare", Where.EXIT);
  private static final FaultPoint FIRED =
      POINTS.at("dev.halfway.delay.TimerConsumer", "onMessage", Where.EXIT);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MESSAGES = 300;
  private static final int MOST_NEAR = 100;

  private static final String COUNT_FIRINGS =
      """
      CREATE TABLE firing (id uuid NOT NULL);
      CREATE FUNCTION count_firing() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO firing VALUES (NEW.id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER count_firing AFTER UPDATE ON delay_timer
        FOR EACH ROW WHEN (NEW.state = 'FIRED') EXECUTE FUNCTION count_firing();
      """;

  private static Postgres postgres;
  private static ServerProcess server;
  private static Rows rows;

  @BeforeAll
  static void startAll() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.delay.window", "PT2S");
    settings.put("halfway.delay.most-near", String.valueOf(MOST_NEAR));
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    settings.put("halfway.redelivery.delay", "200");
    server =
        ServerProcess.fresh("timers-killed", settings).javaOptions(POINTS.javaOptions()).start();
    rows = new Rows(postgres.dataSource());
    rows.execute(COUNT_FIRINGS);
  }

  @BeforeEach
  void start() {
    if (!server.isAlive()) {
      server.start();
    }
    rows.execute("DELETE FROM firing; DELETE FROM delay_timer");
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
    postgres.close();
  }

  @Thorough
  @Test
  void firesEachOnceWhenTheServerDiesBeforeItsMessageIsSent() {
    assertEachFiresOnce(send(Duration.ofSeconds(4), () -> HANDING_OVER.haltAt(50)));
  }

  @Test
  void firesEachOnceWhenTheServerDiesWhileItChangesHands() {
    assertEachFiresOnce(send(Duration.ofSeconds(4), HANDED_OVER::halt));
  }

  @Thorough
  @Test
  void firesEachOnceWhenTheServerDiesAfterOneHasFired() {
    assertEachFiresOnce(send(Duration.ofSeconds(5), () -> FIRED.haltAt(MESSAGES / 2)));
  }

  /** While the server is away their time comes. */
  @Thorough
  @Test
  void firesWhatBecameDueWhileTheServerWasAway() throws InterruptedException {
    Set<String> accepted = send(Duration.ofSeconds(3), () -> {});
    server.kill();
    Thread.sleep(5_000);
    server.start();
    assertAllFire(accepted);
  }

  @Test
  void neitherOrderNorTimerIsThereWhenTheMessageCannotBeSent() {
    HANDING_OVER.fail();

    Answer answer =
        server.client().post("api/delay/orders", "{\"amount\":7.77,\"payWithin\":\"PT0S\"}");

    assertThat(answer.status()).isGreaterThanOrEqualTo(500);
    assertThat(rows.number("SELECT count(*) FROM delay_order WHERE amount = 7.77")).isZero();
    assertThat(rows.number("SELECT count(*) FROM delay_timer")).isZero();
  }

  /**
   * Sends messages until all are accepted or the server is gone.
   *
   * @param arm what to do once the first is accepted: on a slow machine the server may die of the
   *     next one
   * @return the timers of those that were accepted for certain
   */
  private static Set<String> send(Duration delay, Runnable arm) {
    Client client = server.client();
    Instant at = Instant.now().plus(delay);
    Set<String> accepted = new HashSet<>();
    try {
      for (int i = 0; i < MESSAGES; i++) {
        Answer answer =
            client.post(
                "api/delay/messages",
                "{\"text\":\"%d\",\"deliverAt\":\"%s\"}".formatted(i, at.plusMillis(i)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        accepted.add(answer.json().get("id").asText());
        if (i == 0) {
          arm.run();
        }
      }
    } catch (UncheckedIOException e) {
      assertThat(server.awaitEnd()).isEqualTo(137);
    }
    return accepted;
  }

  private static void assertEachFiresOnce(Set<String> accepted) {
    assertThat(server.awaitEnd()).isEqualTo(137);
    server.start();
    assertAllFire(accepted);
  }

  private static void assertAllFire(Set<String> accepted) {
    await("all timers have fired")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> rows.number("SELECT count(*) FROM delay_timer WHERE state <> 'FIRED'") == 0);
    assertThat(accepted).isNotEmpty();
    assertThat(rows.texts("SELECT id FROM firing")).containsAll(accepted);
    assertThat(rows.number("SELECT count(*) FROM firing"))
        .as("firings, one for each timer")
        .isEqualTo(rows.number("SELECT count(*) FROM delay_timer"))
        .isEqualTo(rows.number("SELECT count(DISTINCT id) FROM firing"));
    assertThat(rows.number("SELECT count(*) FROM delay_timer WHERE done_at < due_at"))
        .as("early")
        .isZero();
  }
}
