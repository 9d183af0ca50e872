package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does about half messages as a whole, over the API. */
@OnManagedServer
class HalfMessagesTest {

  private static final String PATH = "api/transaction/half-messages";
  private static final String REASON = "{\"reason\":\"test\"}";

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();

  @Test
  void takesUpNothingWhenNothingIsParked() {
    Answer answer = operator.post(PATH + "/resumption", REASON);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("resumed").asInt()).isZero();
  }

  @Test
  void goesOnAfterBrokerAndDatabaseWereBoundAnew() {
    assertThat(operator.post(PATH + "/rebinding", REASON).status()).isEqualTo(204);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(client.get(PATH).json().get("ready").asBoolean()).isTrue();
              assertThat(client.get(PATH).json().get("alarms")).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"resumption", "rebinding"})
  void isForOperatorsOnly(String deed) {
    assertThat(client.post(PATH + "/" + deed, REASON).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "reason | {}",
        "reason | {'reason':null}",
        "reason | {'reason':''}",
        "reason | {'reason':' '}",
        "reason | {'reason':7}",
        "force | {'reason':'r','force':true}",
        "body | []",
        "body | nonsense",
      })
  void namesTheFieldThatIsWrong(String field, String body) {
    for (String deed : new String[] {"resumption", "rebinding"}) {
      Answer answer = operator.post(PATH + "/" + deed, body.strip().replace('\'', '"'));

      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.wrongField()).isEqualTo(field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "2147483648", "x", ""})
  void namesALimitThatIsWrong(String limit) {
    Answer answer = operator.post(PATH + "/resumption?limit=" + limit, REASON);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("limit");
  }
}
