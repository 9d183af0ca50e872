package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.anyPhone;
import static dev.halfway.decoupling.Registering.anyUsername;
import static dev.halfway.decoupling.Registering.awaitSms;
import static dev.halfway.decoupling.Registering.body;
import static dev.halfway.decoupling.Registering.look;
import static dev.halfway.decoupling.Registering.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.decoupling.Registering.Registered;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Registering, as a client sees it. */
@OnManagedServer
class RegistrationTest {

  private final SimulatedCentre centre = new SimulatedCentre(ManagedServer.operator());

  @Test
  void answersAtOnceAndSendsTheSmsAfterwards() {
    String username = anyUsername();
    String phone = anyPhone();

    Answer answer = ManagedServer.client().post(Registering.PATH, body(username, phone));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("username").asText()).isEqualTo(username);
    assertThat(answer.json().get("phone").asText()).isEqualTo(phone);
    assertThat(answer.json().get("sms").asText()).isEqualTo("PENDING");
    assertThat(answer.header("Location"))
        .endsWith("/" + Registering.PATH + "/" + answer.json().get("id").asText());

    Registered registered = new Registered(answer.header("Location"), phone);
    awaitSms(ManagedServer.client(), registered, "SENT");
    JsonNode sent = look(ManagedServer.client(), registered);
    JsonNode messages = centre.messagesTo(phone);
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).get("text").asText()).contains(username);
    assertThat(sent.get("messageId").asText()).isEqualTo(messages.get(0).get("messageId").asText());
    assertThat(sent.get("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void showsTheDeliveryReceipt() {
    awaitReceipt(register(ManagedServer.client()));
  }

  private static void awaitReceipt(Registered registered) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(look(ManagedServer.client(), registered).path("receipt").asText())
                    .isEqualTo("DELIVRD"));
  }

  /** E.164 has no shorter ones. */
  @Test
  void sendsToTheShortestNumber() {
    for (String sms : new String[] {"", "?sms=inline"}) {
      Answer answer =
          ManagedServer.client().post(Registering.PATH + sms, body(anyUsername(), "+12"));

      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      awaitSms(ManagedServer.client(), new Registered(answer.header("Location"), "+12"), "SENT");
    }
    assertThat(centre.messagesTo("+12")).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void sendsTextsThatNeedUnicodeAndSeveralParts() {
    String username = "李雷".repeat(30) + "🎉";
    String phone = anyPhone();

    Answer answer = ManagedServer.client().post(Registering.PATH, body(username, phone));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    awaitSms(ManagedServer.client(), new Registered(answer.header("Location"), phone), "SENT");
    JsonNode message = centre.messagesTo(phone).get(0);
    assertThat(message.get("text").asText()).contains(username);
    assertThat(message.get("parts").asInt()).isEqualTo(2);
    awaitReceipt(new Registered(answer.header("Location"), phone));
  }

  @Test
  void inlineSendsTheSmsBeforeItAnswers() {
    String phone = anyPhone();

    Answer answer =
        ManagedServer.client().post(Registering.PATH + "?sms=inline", body(anyUsername(), phone));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("sms").asText()).isEqualTo("SENT");
    assertThat(centre.messagesTo(phone)).hasSize(1);
  }

  @Test
  void refusesAUsernameThatIsTaken() {
    String username = anyUsername();
    String second = anyPhone();
    ManagedServer.client().post(Registering.PATH, body(username, anyPhone()));

    Answer answer = ManagedServer.client().post(Registering.PATH, body(username, second));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:username-taken");
    awaitSms(ManagedServer.client(), register(ManagedServer.client()), "SENT");
    assertThat(centre.messagesTo(second)).isEmpty();
  }

  @Test
  void knowsNoRegistrationThatIsNotThere() {
    Answer unknown = ManagedServer.client().get(Registering.PATH + "/" + UUID.randomUUID());
    Answer malformed = ManagedServer.client().get(Registering.PATH + "/42");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(malformed.status()).isEqualTo(404);
    assertThat(malformed.header("Content-Type")).startsWith("application/problem+json");
  }
}
