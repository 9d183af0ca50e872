package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts over the API. */
@OnManagedServer
class AccountsTest {

  private static final String PASSWORD = "päßwörd with 密码";

  private final Client operator = ManagedServer.operator();
  private final String name = "test-" + UUID.randomUUID();

  @Test
  void aViewerMayReadAndNotOperate() {
    assertThat(put("viewer", PASSWORD).status()).isEqualTo(200);
    Client viewer = ManagedServer.client().as(name, PASSWORD);

    assertThat(viewer.get("api/queues").status()).isEqualTo(200);
    assertThat(viewer.get("api/accounts").status()).isEqualTo(403);
    assertThat(viewer.delete("api/dead-letters/" + UUID.randomUUID()).status()).isEqualTo(403);
    assertThat(viewer.delete("api/accounts/" + name).status()).isEqualTo(403);
    String inDoubt = "api/transaction/in-doubt/0-" + UUID.randomUUID() + ".0";
    assertThat(viewer.get(inDoubt).status()).isEqualTo(404);
    assertThat(viewer.post(inDoubt + "/resolution", "{}").status()).isEqualTo(403);
    assertThat(viewer.post(inDoubt + "/check", "").status()).isEqualTo(403);
  }

  @Test
  void aNewPasswordReplacesTheOldOneAtOnce() {
    put("viewer", PASSWORD);

    assertThat(put("viewer", "another password").status()).isEqualTo(200);

    assertThat(ManagedServer.client().as(name, PASSWORD).get("api/queues").status()).isEqualTo(401);
    assertThat(ManagedServer.client().as(name, "another password").get("api/queues").status())
        .isEqualTo(200);
  }

  @Test
  void anotherRoleHoldsAtOnce() {
    put("viewer", PASSWORD);
    Client account = ManagedServer.client().as(name, PASSWORD);
    assertThat(account.get("api/accounts").status()).isEqualTo(403);

    put("operator", PASSWORD);

    assertThat(account.get("api/accounts").status()).isEqualTo(200);
  }

  /** What waits for a comparison goes on as any other request: in filters, streams, WebSockets. */
  @Test
  void theFirstRequestOfAnAccountIsAsGoodAsAnyOther() {
    put("viewer", PASSWORD);
    assertThat(
            ManagedServer.client()
                .as(name, PASSWORD)
                .get("api/transaction/customers/a%2520b")
                .json()
                .get("customer")
                .asText())
        .isEqualTo("a%20b");

    put("viewer", PASSWORD);
    String events =
        "{\"source\":\"%s\",\"at\":\"2026-11-22T10:15:30Z\"}\n".formatted(name).repeat(3000);
    Answer taken =
        ManagedServer.client()
            .as(name, PASSWORD)
            .post("api/hub/events", BodyPublishers.ofString(events));
    assertThat(taken.json().get("accepted").asInt()).as(taken.text()).isEqualTo(3000);
  }

  @Test
  void everybodyChangesTheirOwnPassword() {
    put("viewer", PASSWORD);
    Client before = ManagedServer.client().as(name, PASSWORD);

    assertThat(change(before, PASSWORD, "a crocodile of 1000 teeth").status()).isEqualTo(204);

    Client after = ManagedServer.client().as(name, "a crocodile of 1000 teeth");
    assertThat(before.get("api/queues").status()).isEqualTo(401);
    assertThat(after.get("api/queues").status()).isEqualTo(200);
    assertThat(after.get("api/accounts").status()).as("the role stays").isEqualTo(403);
  }

  @Test
  void theCurrentPasswordIsNeededToChangeIt() {
    put("viewer", PASSWORD);
    Client account = ManagedServer.client().as(name, PASSWORD);

    Answer wrong = change(account, "another one", "a crocodile of 1000 teeth");
    Answer weak = change(account, PASSWORD, "password1234");
    Answer nobody = change(ManagedServer.client(), PASSWORD, "a crocodile of 1000 teeth");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.wrongField()).isEqualTo("current");
    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.wrongField()).isEqualTo("new");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(account.get("api/queues").status()).isEqualTo(200);
  }

  private static Answer change(Client account, String current, String replacement) {
    return account.put(
        "api/account/password",
        "{\"current\":\"%s\",\"new\":\"%s\"}".formatted(current, replacement));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password1234", "qwertyuiop12", "aaaaaaaaaaaa", "abcdefghijkl"})
  void aPasswordThatIsEasyToGuessIsRefused(String password) {
    Answer answer = put("viewer", password);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("password");
    assertThat(answer.json().at("/errors/0/message").asText()).startsWith("is easy to guess");
  }

  @Test
  void aPasswordWithTheAccountsNameIsRefused() {
    assertThat(put("viewer", "my " + name).json().at("/errors/0/message").asText())
        .isEqualTo("must not contain the account's name");
  }

  @Test
  void blanksAreNoPassword() {
    assertThat(put("viewer", " ".repeat(12)).wrongField()).isEqualTo("password");
  }

  @Test
  void aDeletedAccountCannotLogIn() {
    put("operator", PASSWORD);

    assertThat(operator.delete("api/accounts/" + name).status()).isEqualTo(204);

    assertThat(ManagedServer.client().as(name, PASSWORD).get("api/queues").status()).isEqualTo(401);
    assertThat(operator.delete("api/accounts/" + name).status()).isEqualTo(404);
  }

  @Test
  void theLastOperatorStays() {
    Answer deleted = operator.delete("api/accounts/operator");
    Answer demoted =
        operator.put(
            "api/accounts/operator",
            "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(PASSWORD));

    assertThat(deleted.status()).isEqualTo(409);
    assertThat(demoted.status()).isEqualTo(409);
    assertThat(operator.get("api/accounts").json().findValuesAsText("name")).contains("operator");
  }

  @Test
  void passwordsAreNeverShown() {
    put("viewer", PASSWORD);

    assertThat(operator.get("api/accounts").text()).doesNotContain(PASSWORD).doesNotContain("salt");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "role | {`password`:`long enough for all`}",
        "role | {`role`:`admin`,`password`:`long enough for all`}",
        "password | {`role`:`viewer`}",
        "password | {`role`:`viewer`,`password`:`short`}",
      })
  void namesTheFieldThatIsWrong(String field, String body) {
    Answer answer = operator.put("api/accounts/" + name, body.strip().replace('`', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
    assertThat(answer.text()).doesNotContain("short").doesNotContain("long enough");
  }

  @Test
  void refusesANameThatIsNoName() {
    Answer answer =
        operator.put(
            "api/accounts/a%20b", "{\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("name");
  }

  private Answer put(String role, String password) {
    return operator.put(
        "api/accounts/" + name, "{\"role\":\"%s\",\"password\":\"%s\"}".formatted(role, password));
  }
}
