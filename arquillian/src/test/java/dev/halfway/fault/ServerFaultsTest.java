package dev.halfway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server can be made to wait, fail, stand still and die in the middle of its own code, and its
 * commits can be lost on the way to the database.
 */
@Thorough
class ServerFaultsTest {

  private static final String OUTGOING = "dev.halfway.messages.Outgoing";

  private static final FaultPoints POINTS = FaultPoints.named("fault-points");
  private static final FaultPoint SEND = POINTS.at(OUTGOING, "send", Where.ENTRY);
  private static final FaultPoint SENT = POINTS.at(OUTGOING, "send", Where.after("send"));
  private static final FaultPoint COMMIT =
      POINTS.at("org.postgresql.jdbc.PgConnection", "commit", Where.ENTRY, "java.sql.SQLException");

  private static Postgres postgres;
  private static TcpProxy proxy;
  private static ServerProcess server;

  @BeforeAll
  static void configure() {
    postgres = Postgres.start();
    proxy = TcpProxy.ofPostgres(postgres.port());
    server =
        ServerProcess.fresh("faults", postgres.settings(proxy.port()))
            .javaOptions(POINTS.javaOptions());
  }

  @BeforeEach
  void start() {
    if (!server.isAlive()) {
      server.start();
    }
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
    proxy.close();
    postgres.close();
  }

  @Test
  void waitsFailsAndStandsStillWhenTheTestSaysSo() {
    int before = SEND.hits();
    assertThat(register(name()).status()).isEqualTo(201);
    assertThat(SEND.hits()).isEqualTo(before + 1);
    assertThat(COMMIT.hits()).as("in a module of the server").isPositive();

    SEND.failAt(2);
    assertThat(register(name()).status()).isEqualTo(201);
    assertThat(SEND.isReached()).isFalse();
    assertThat(register(name()).status()).isEqualTo(500);
    assertThat(SEND.isReached()).isTrue();

    SEND.block();
    CompletableFuture<Answer> blocked = CompletableFuture.supplyAsync(() -> register(name()));
    SEND.awaitReached();
    assertThat(register(name()).status()).as("others pass").isEqualTo(201);
    assertThat(blocked).isNotDone();
    SEND.release();
    assertThat(blocked.join().status()).isEqualTo(201);

    server.pause();
    CompletableFuture<Answer> paused = CompletableFuture.supplyAsync(() -> register(name()));
    await().during(Duration.ofSeconds(1)).until(() -> !paused.isDone());
    server.resume();
    assertThat(paused.join().status()).isEqualTo(201);
  }

  @Test
  void losesACommitOrItsReplyOnTheWayToTheDatabase() {
    int before = proxy.faults();
    String lost = name();
    proxy.atNextCommit(CommitFault.LOST, "INTO registration");
    assertOutcomeUnknown(register(lost));
    proxy.awaitFaults(before + 1);
    assertThat(register(lost).status()).as("was not committed").isEqualTo(201);

    String done = name();
    proxy.atNextCommit(CommitFault.REPLY_LOST, "INTO registration");
    assertOutcomeUnknown(register(done));
    proxy.awaitFaults(before + 2);
    assertThat(register(done).status()).as("was committed").isEqualTo(409);
  }

  private static void assertOutcomeUnknown(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(500);
    assertThat(answer.json().get("type").asText()).endsWith(":outcome-unknown");
  }

  @Test
  void diesWhereTheTestSays() {
    String committed = name();
    assertThat(register(committed).status()).isEqualTo(201);
    SENT.block();
    String sent = name();
    CompletableFuture<Answer> killed = CompletableFuture.supplyAsync(() -> register(sent));
    SENT.awaitReached();
    server.kill();
    assertThatThrownBy(killed::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UncheckedIOException.class);

    server.start();
    assertThat(register(committed).status()).as("was committed").isEqualTo(409);
    assertThat(register(sent).status()).as("was not committed").isEqualTo(201);

    SENT.halt();
    assertThatThrownBy(() -> register(name())).isInstanceOf(UncheckedIOException.class);
    assertThat(server.awaitEnd()).isEqualTo(137);
  }

  private static String name() {
    return "user-" + UUID.randomUUID();
  }

  private static Answer register(String username) {
    return server
        .client()
        .post(
            "api/decoupling/registrations",
            "{\"username\":\"%s\",\"phone\":\"+4915112345678\"}".formatted(username));
  }
}
