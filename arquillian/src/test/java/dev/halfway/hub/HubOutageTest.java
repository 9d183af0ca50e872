package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client.Answer;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.process.Ports;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A hub with a system behind it that never answers, and one that is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubOutageTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAX_BACKLOG = 30;

  /** That one transaction has, at most. */
  private static final int CHUNKS = 8;

  private static final String DOWN = "elasticsearch";
  private static final Pattern ACCEPTED = Pattern.compile("the first (\\d+) events were accepted");

  private final FaultPoints points = FaultPoints.named("hub-outage-points");

  private final FaultPoint taken = points.at("dev.halfway.hub.SinkFiles", "decide", Where.ENTRY);
  private final FaultPoint named = points.at("dev.halfway.hub.SinkFiles", "decide", Where.EXIT);
  private final FaultPoint written =
      points.at("dev.halfway.hub.RefusedEvents", "send", Where.ENTRY);

  private final ServerProcess server =
      ServerProcess.fresh(
          "hub-outage",
          Map.of(
              "halfway.hub.log",
              "INFO",
              "halfway.hub.max-backlog",
              String.valueOf(MAX_BACKLOG),
              // Nobody listens there.
              "halfway.hub.elasticsearch.url",
              "http://127.0.0.1:" + Ports.free()));

  /** Where the files' sink is with a batch in its hands: it is not through with it in any. */
  private enum Stage {
    TAKEN,
    NAMED,
    WRITTEN
  }

  private final HubClient hub = new HubClient(server.client());
  private final WrittenFiles files = new WrittenFiles(server.base().resolve("data/hub"));
  private Events events = Events.fresh();

  @BeforeAll
  void start() {
    server.javaOptions(points.javaOptions()).start();
  }

  @AfterAll
  void stop() {
    points.close();
    server.close();
  }

  @BeforeEach
  void forgetTheBacklog() {
    events = Events.fresh();
    // Again and again: what the server logs comes meanwhile.
    patiently("nothing waits")
        .until(
            () -> {
              server.operator().delete("api/hub/sinks/" + DOWN + "/backlog");
              return lag(DOWN) == 0;
            });
    patiently("the hub takes events").until(() -> hub.post("").status() == 202);
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  @Test
  void aSystemThatIsDownDelaysNoOther() {
    events.collect(hub, 0, 2_000);

    patiently("the files have them")
        .untilAsserted(
            () ->
                assertThat(files.ids(events.prefix()).stream().sorted())
                    .isEqualTo(events.ids(2_000)));
    patiently("nothing waits for the files").until(() -> lag("files") == 0);
    assertThat(lag(DOWN)).isPositive();
    patiently("it is said why").until(() -> hub.sink(DOWN).has("lastError"));
    assertThat(hub.sink(DOWN).get("delivered").asLong()).isZero();
  }

  private long lag(String sink) {
    return hub.sink(sink).get("lag").asLong();
  }

  @Test
  void moreThanMayWaitIsRefusedAndWhatWasAcceptedIsWrittenOnce() {
    int accepted = 0;
    Answer answer = hub.post("");
    for (int i = 0; i < 100 && answer.status() == 202; i++) {
      answer = hub.post(events.lines(accepted, accepted + 5_000));
      accepted +=
          answer.status() == 202 ? answer.json().get("accepted").asInt() : acceptedOf(answer);
    }

    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:hub-backlogged");
    assertThat(answer.json().get("detail").asText()).contains(" chunks of events wait for ");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(lag(DOWN)).isLessThanOrEqualTo(MAX_BACKLOG + CHUNKS);
    int all = accepted;
    assertThat(all).isPositive();
    patiently("the files have what was accepted, and nothing else")
        .untilAsserted(
            () ->
                assertThat(files.ids(events.prefix()).stream().sorted())
                    .isEqualTo(events.ids(all)));

    server.operator().delete("api/hub/sinks/" + DOWN + "/backlog");
    patiently("it takes more").until(() -> hub.post(events.lines(all, all + 10)).status() == 202);
    patiently("and writes it").until(() -> files.ids(events.prefix()).size() >= all + 10);
  }

  private static int acceptedOf(Answer refused) {
    Matcher accepted = ACCEPTED.matcher(refused.json().get("detail").asText());
    assertThat(accepted.find()).as(refused.text()).isTrue();
    return Integer.parseInt(accepted.group(1));
  }

  @Test
  void whatWasAcceptedIsWrittenAlthoughTheServerIsKilledWhileItIsPosted() {
    AtomicInteger answered = new AtomicInteger();
    CompletableFuture<Void> posting = CompletableFuture.runAsync(() -> postUntilKilled(answered));
    patiently("some are accepted").until(() -> answered.get() >= 400);
    server.kill();
    assertThat(posting).failsWithin(PATIENCE).withThrowableOfType(Exception.class);
    server.start();

    patiently("the files have what was accepted")
        .until(
            () ->
                new HashSet<>(files.ids(events.prefix())).containsAll(events.ids(answered.get())));
    // Whoever has no answer does not know; but it is all of one request, here one chunk, or none.
    assertThat(Set.of(answered.get(), answered.get() + 100))
        .contains(new HashSet<>(files.ids(events.prefix())).size());
    assertThat(files.ids(events.prefix())).doesNotHaveDuplicates();
  }

  private void postUntilKilled(AtomicInteger answered) {
    while (true) {
      Answer answer = hub.post(events.lines(answered.get(), answered.get() + 100));
      if (answer.status() != 202) {
        // The broker counts in chunks what waits for the system that is down.
        server.operator().delete("api/hub/sinks/" + DOWN + "/backlog");
      } else {
        answered.addAndGet(100);
      }
    }
  }

  private FaultPoint point(Stage stage) {
    return switch (stage) {
      case TAKEN -> taken;
      case NAMED -> named;
      case WRITTEN -> written;
    };
  }

  @Test
  void whatASinkHasWrittenWhenTheServerDiesIsWrittenOnce() {
    assertWrittenOnceThoughTheServerDies(Stage.WRITTEN);
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WRITTEN")
  void whatASinkHasInItsHandsWhenTheServerDiesIsWrittenOnce(Stage stage) {
    assertWrittenOnceThoughTheServerDies(stage);
  }

  private void assertWrittenOnceThoughTheServerDies(Stage stage) {
    events.collect(hub, 0, 500);
    point(stage).halt();
    // Should those be written already.
    CompletableFuture<Answer> others =
        CompletableFuture.supplyAsync(() -> hub.post(events.lines(500, 510)));
    server.awaitEnd();
    others.handle((answer, failure) -> answer).join();
    server.start();

    patiently("the files have them")
        .until(() -> new HashSet<>(files.ids(events.prefix())).containsAll(events.ids(500)));
    assertThat(files.ids(events.prefix())).doesNotHaveDuplicates();
  }

  @Test
  void whatTheServerLogsIsCollectedOnce() {
    patiently("its start is there").until(() -> !files.lines("WFLYSRV0025").isEmpty());

    assertThat(files.lines("WFLYSRV0025"))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"source\":\"server\"", "\"level\":\"INFO\"")
                    .contains("\"node\":\"halfway\"", "\"logger\":\"org.jboss.as\""));
    assertThat(files.lines("\"source\":\"server\"")).doesNotHaveDuplicates();
    await("collecting a log is nothing to log")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(4))
        .until(new Unchanged(() -> files.lines("\"source\":\"server\"").size()));
  }

  /** Whether something is as it was the last time. */
  private static final class Unchanged implements Callable<Boolean> {
    private final IntSupplier looked;
    private int last;

    Unchanged(IntSupplier looked) {
      this.looked = looked;
    }

    @Override
    public Boolean call() {
      int before = last;
      last = looked.getAsInt();
      return last == before;
    }
  }
}
