package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.tag.Thorough;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** With the journal on the disk, and the database elsewhere, whose disk may be full too. */
@Thorough
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
