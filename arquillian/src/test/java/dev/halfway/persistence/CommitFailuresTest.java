package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client.Answer;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.hub.Events;
import dev.halfway.hub.HubClient;
import dev.halfway.hub.WrittenFiles;
import dev.halfway.server.ServerProcess;
import dev.halfway.transaction.Mode;
import dev.halfway.transaction.Ordering;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database fails at a commit: threads of the server's own go on, and callers are told. */
class CommitFailuresTest {

  private static final FaultPoints POINTS = FaultPoints.named("commit-failures-points");
  private static final FaultPoint COMMIT =
      POINTS.at("org.h2.jdbc.JdbcConnection", "commit", Where.ENTRY, "java.sql.SQLException");

  private static ServerProcess server;
  private static HubClient hub;
  private static WrittenFiles files;

  private final Events events = Events.fresh();

  @BeforeAll
  static void start() {
    server = ServerProcess.fresh("commit-failures", Map.of());
    server.javaOptions(POINTS.javaOptions()).start();
    hub = new HubClient(server.client());
    files = new WrittenFiles(server.base().resolve("data/hub"));
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
  }

  @Test
  void theOutboxIsRelayedWhenTheRelaysCommitHasFailed() {
    COMMIT.onlyOf("outbox").fail();
    String first = order("first");
    COMMIT.awaitReached();
    String second = order("second");

    Ordering.awaitDone(server.client(), first);
    Ordering.awaitDone(server.client(), second);
  }

  private static String order(String customer) {
    return Ordering.placed(server.client(), Mode.OUTBOX, Ordering.body(customer, "tea", 1, "1"));
  }

  @Test
  void aSinkOfTheHubWritesWhenItsCommitHasFailed() {
    COMMIT.onlyOf("hub files").fail();
    events.collect(hub, 0, 10);
    COMMIT.awaitReached();
    events.collect(hub, 10, 20);

    assertWrittenOnce(20);
  }

  @Test
  void whoeverSendsEventsIsToldThatTheirCommitHasFailed() {
    COMMIT.onlyOf("events ").fail();
    Answer answer = hub.post(events.lines(0, 10));
    assertThat(COMMIT.isReached()).isTrue();
    assertThat(answer.status()).as(answer.text()).isEqualTo(500);

    events.collect(hub, 0, 10);
    assertWrittenOnce(10);
  }

  private void assertWrittenOnce(int count) {
    await("the files have them")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> new HashSet<>(files.ids(events.prefix())).containsAll(events.ids(count)));
    assertThat(files.ids(events.prefix())).doesNotHaveDuplicates();
  }
}
