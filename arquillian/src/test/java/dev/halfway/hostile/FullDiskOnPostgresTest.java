package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.hub.HubClient;
import dev.halfway.hub.WrittenFiles;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * With the journal on the disk, and the database elsewhere, whose disk may be full too. To the last
 * byte the disk is filled here alone: an H2 that cannot write loses what it has committed.
 */
class FullDiskOnPostgresTest extends FullDiskTest {

  private static final String ORDER =
      "{'customer':'ada','lines':[{'item':'tea','quantity':1,'price':1}]}";

  /** Every table says what PostgreSQL says when it cannot make a file longer. */
  private static final String FULL =
      """
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
      END $$
      """;

  private static final int EVENTS = 50;
  private static final int EVENT_BYTES = 30_000;

  /** By SIGTERM; it is another one when the stop takes longer than the limit. */
  private static final int STOPPED = 143;

  private static final int FAILED = 1;

  private final Postgres postgres = Postgres.start();

  @Override
  Map<String, String> database() {
    return postgres.settings();
  }

  @AfterAll
  void stopPostgres() {
    postgres.close();
  }

  @Test
  void aDatabaseWhoseDiskIsFullIsToldAndNothingIsLost() {
    Rows rows = new Rows(postgres.dataSource());
    rows.execute(FULL);
    Set<String> tables = rows.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    // One table at a time: with locks on several tables this could deadlock with the server.
    tables.forEach(
        table ->
            rows.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON "
                    + table
                    + " FOR EACH ROW EXECUTE FUNCTION full_disk()"));

    assertIsTold(
        "post", "api/decoupling/registrations", "{'username':'%s','phone':'+4915112345678'}");
    assertIsTold("post", "api/bus/orders", "{'game':'%s','numbers':[1],'stake':1}");
    assertIsTold("post", "api/delay/messages", "{'text':'%s','delay':'PT1H'}");
    assertIsTold("post", "api/delay/orders", "{'amount':1,'payWithin':'PT1H'}");
    assertIsTold("post", "api/broadcast/dispatches", "{'pickup':'%s','dropoff':'b','fare':1}");
    assertIsTold("post", "api/hub/events", "[{'at':'2026-11-22T10:15:30Z','source':'%s'}]");
    for (String mode : List.of("plain", "xa", "half", "outbox")) {
      assertIsTold("post", "api/transaction/orders?mode=" + mode, ORDER);
    }
    assertIsTold("put", "api/smoothing/items/lamp", "{'stock':1}");
    assertIsTold("put", "api/broadcast/dictionary/currency", "{'value':'%s'}");
    assertIsTold("put", "api/accounts/ada", "{'role':'viewer','password':'%s'}");

    tables.forEach(table -> rows.execute("DROP TRIGGER full_disk ON " + table));
    rows.execute("DROP FUNCTION full_disk()");
    assertNothingIsLost();
  }

  /** To the last byte, so that nothing at all can be written. */
  @Test
  void aServerOnAFullDiskStopsInOrderAndStartsAgain() {
    disk().fill(0);
    await("nothing is accepted").atMost(PATIENCE).until(() -> register().status() == 503);

    server().stop();
    assertThat(server().awaitEnd()).as("exit code").isEqualTo(STOPPED);

    server().launch();
    await("it answers")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreException(UncheckedIOException.class)
        .until(() -> server().client().get("api/queues").status() == 200);
    assertIsRefused("registering", register());

    disk().free();
    assertNothingIsLost();
  }

  /** Without a reserve, for nobody can be sure to see it in time. */
  @Test
  void aServerThatCannotWriteEndsAndLosesNothing() {
    assumeThat(disk().isReal()).as("a disk that can be full").isTrue();
    server().stop();
    server().javaOptions(List.of("-Dhalfway.disk.reserve=0")).start();
    server().javaOptions(List.of());
    HubClient hub = new HubClient(server().client());
    String prefix = UUID.randomUUID() + "-";
    List<String> accepted = new ArrayList<>();

    disk().fill(0);
    try {
      for (int body = 0; ; body++) {
        String from = prefix + body + "-";
        Answer answer = hub.post(large(from));
        if (answer.status() == 202) {
          accepted.addAll(ids(from));
        } else {
          assertThat(answer.status()).as(answer.text()).isIn(500, 503);
          assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
      }
    } catch (UncheckedIOException e) {
      assertThat(server().awaitEnd()).as("exit code").isEqualTo(FAILED);
    }

    disk().free();
    server().start();
    assertNothingIsLost();
    WrittenFiles files = new WrittenFiles(server().data().resolve("hub"));
    await("all events that were accepted are written")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(files.ids(prefix)).containsAll(accepted));
  }

  /** Of what cannot be packed: the journal grows by as much. */
  private static String large(String from) {
    Random random = new Random(from.hashCode());
    byte[] text = new byte[EVENT_BYTES];
    return ids(from).stream()
        .map(
            id -> {
              random.nextBytes(text);
              return "{\"id\":\"%s\",\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"disk\",\"message\":\"%s\"}"
                  .formatted(id, Base64.getEncoder().encodeToString(text));
            })
        .collect(Collectors.joining("\n"));
  }

  private static List<String> ids(String from) {
    return IntStream.range(0, EVENTS).mapToObj(number -> from + number).toList();
  }

  private void assertIsTold(String method, String path, String body) {
    String json = body.replace('\'', '"').formatted(UUID.randomUUID());
    Answer answer =
        method.equals("put")
            ? server().operator().put(path, json)
            : server().client().post(path, json);
    assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).as(path).isNotEmpty();
    assertThat(answer.json().get("type").asText())
        .as(path)
        .isEqualTo("urn:halfway:problem:database-unavailable");
    assertThat(answer.json().path("detail").asText()).as(path).isEqualTo("Its disk is full.");
  }
}
