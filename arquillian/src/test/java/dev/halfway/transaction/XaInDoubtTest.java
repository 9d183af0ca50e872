package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions under two-phase commit that nobody ends, and an operator who does. */
@Thorough
class XaInDoubtTest {

  private static final String PATH = "api/transaction/in-doubt";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final FaultPoints POINTS = FaultPoints.named("xa-in-doubt-points");
  private static final FaultPoint PREPARED =
      POINTS.at("org.postgresql.xa.PGXAConnection", "prepare", Where.EXIT);
  private static final FaultPoint DECIDED =
      POINTS.at("org.postgresql.xa.PGXAConnection", "commit", Where.ENTRY);

  private static Postgres postgres;
  private static ServerProcess server;
  private static OrderReconciliation reconciliation;

  @BeforeAll
  static void startAll() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.transaction.xa-min-age", "PT3S");
    // Otherwise the transaction manager is faster than any operator.
    settings.put("RecoveryEnvironmentBean.recoveryBackoffPeriod", "3600");
    server = ServerProcess.fresh("xa-in-doubt", settings).javaOptions(POINTS.javaOptions()).start();
    reconciliation = new OrderReconciliation(new Rows(postgres.dataSource()));
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
    postgres.close();
  }

  @Test
  void areShownAndEndedAsTheTransactionLogSays() throws Exception {
    List<CompletableFuture<Void>> held =
        List.of(hold(PREPARED, "undecided"), hold(DECIDED, "decided"));
    server.kill();
    held.forEach(CompletableFuture::join);
    server.start();

    assertThat(inDoubt()).hasSize(2);
    JsonNode undecided = only("ROLLBACK");
    assertThat(undecided.get("state").asText()).isEqualTo("PREPARED");
    assertThat(undecided.get("node").asText()).isEqualTo("halfway");
    assertThat(undecided.get("branches")).extracting(JsonNode::asText).containsExactly("DATABASE");
    assertThat(undecided.get("cause").asText()).contains("does not know it");
    assertThat(undecided.has("destination")).isFalse();
    JsonNode decided = only("COMMIT");
    assertThat(decided.get("branches"))
        .extracting(JsonNode::asText)
        .containsExactly("DATABASE", "BROKER");
    JsonNode one = Ordering.expect(server.client().get(PATH + "/" + decided.get("id").asText()));
    assertThat(one.get("since")).isEqualTo(decided.get("since"));

    assertThat(resolve(undecided, "COMMIT")).isEqualTo("ROLLED_BACK_INSTEAD");
    assertThat(resolve(decided, "ROLLBACK")).isEqualTo("COMMITTED_INSTEAD");

    await().atMost(PATIENCE).until(() -> reconciliation.effectsOf("decided").size() == 3);
    assertThat(reconciliation.idsOf("decided")).hasSize(1);
    assertThat(reconciliation.idsOf("undecided")).isEmpty();
    assertThat(reconciliation.effectsOf("undecided")).isEmpty();
    assertThat(reconciliation.lost()).isEmpty();
    String id = undecided.get("transaction").asText();
    assertThat(audited(id))
        .containsExactly(
            "operator transaction COMMIT asked ticket 815",
            "operator transaction COMMIT ROLLED_BACK_INSTEAD ticket 815");
    Answer again =
        server.operator().post(path(undecided), "{\"verdict\":\"COMMIT\",\"reason\":\"again\"}");
    assertThat(again.status()).isEqualTo(404);

    assertThatTheTransactionManagerAgrees();
  }

  /** What it still had to end itself it finds ended, and forgets. */
  private static void assertThatTheTransactionManagerAgrees() {
    server.stop();
    List<String> options = new ArrayList<>(POINTS.javaOptions());
    options.add("-DRecoveryEnvironmentBean.periodicRecoveryPeriod=3");
    options.add("-DRecoveryEnvironmentBean.recoveryBackoffPeriod=1");
    server.javaOptions(options).start();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(inDoubt()).isEmpty());
    assertThat(reconciliation.effectsOf("decided")).hasSize(3);
    server.stop();
    server.javaOptions(POINTS.javaOptions()).start();
  }

  /** Whoever began it may still end it. */
  @Test
  void areLeftAloneWhileTheyAreYoung() {
    CompletableFuture<Void> held = hold(PREPARED, "young");
    JsonNode young = only("ROLLBACK");

    Answer answer =
        server.operator().post(path(young), "{\"verdict\":\"ROLLBACK\",\"reason\":\"hasty\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.json().get("type").asText()).endsWith(":undecided");
    PREPARED.release();
    held.join();
    assertThat(reconciliation.idsOf("young")).hasSize(1);
    await().atMost(PATIENCE).until(() -> reconciliation.effectsOf("young").size() == 3);
    assertThat(inDoubt()).noneMatch(one -> one.get("id").equals(young.get("id")));
  }

  /** Of a node that is gone, say, with its log. */
  @Test
  void ofAnotherNodeEndAsTheOperatorSays() throws Exception {
    for (String verdict : List.of("COMMIT", "ROLLBACK")) {
      String gid = gidOf("gone", verdict.length());
      try (Connection connection = postgres.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("BEGIN");
        statement.execute("INSERT INTO transaction_item VALUES ('of-" + verdict + "', 1, 0)");
        statement.execute("PREPARE TRANSACTION '" + gid + "'");
      }
      Thread.sleep(3_500);
      JsonNode one = only("UNKNOWN");
      assertThat(one.get("node").asText()).isEqualTo("gone");
      assertThat(server.client().post(path(one), "{}").status()).isEqualTo(401);

      assertThat(resolve(one, verdict))
          .isEqualTo(verdict.equals("COMMIT") ? "COMMITTED" : "ROLLED_BACK");

      assertThat(server.client().get("api/transaction/items/of-" + verdict).status())
          .isEqualTo(verdict.equals("COMMIT") ? 200 : 404);
    }
  }

  private static String gidOf(String node, int number) {
    byte[] name = node.getBytes(StandardCharsets.US_ASCII);
    byte[] global =
        ByteBuffer.allocate(28 + name.length)
            .putLong(0)
            .putLong(0xffff7f000001L)
            .putInt(1)
            .putInt(2)
            .putInt(number)
            .put(name)
            .array();
    return "131077_%s_%s"
        .formatted(
            Base64.getEncoder().encodeToString(global),
            Base64.getEncoder().encodeToString(new byte[36]));
  }

  private static List<JsonNode> inDoubt() {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode one : Ordering.expect(server.client().get(PATH))) {
      if (one.get("kind").asText().equals("XA")) {
        found.add(one);
      }
    }
    return found;
  }

  private static JsonNode only(String verdict) {
    List<JsonNode> found =
        inDoubt().stream().filter(one -> one.get("verdict").asText().equals(verdict)).toList();
    assertThat(found).as(inDoubt().toString()).hasSize(1);
    return found.get(0);
  }

  private static String path(JsonNode one) {
    return PATH + "/" + one.get("id").asText() + "/resolution";
  }

  private static String resolve(JsonNode one, String verdict) {
    return Ordering.expect(
            server
                .operator()
                .post(
                    path(one), "{\"verdict\":\"%s\",\"reason\":\"ticket 815\"}".formatted(verdict)))
        .get("outcome")
        .asText();
  }

  private static List<String> audited(String subject) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT who || ' ' || action || ' ' || outcome || ' ' || reason FROM audit"
                    + " WHERE subject = '"
                    + subject
                    + "' ORDER BY id LIMIT 2")) {
      List<String> lines = new ArrayList<>();
      while (found.next()) {
        lines.add(found.getString(1));
      }
      return lines;
    }
  }

  private static CompletableFuture<Void> hold(FaultPoint point, String customer) {
    return Ordering.held(point, server.client(), Mode.XA, customer);
  }
}
