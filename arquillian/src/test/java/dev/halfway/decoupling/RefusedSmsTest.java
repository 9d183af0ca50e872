package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.awaitSms;
import static dev.halfway.decoupling.Registering.look;
import static dev.halfway.decoupling.Registering.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.decoupling.Registering.Registered;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The SMS centre says no: retried with growing delay, then a dead letter that an operator can deal
 * with.
 */
@OnManagedServer
class RefusedSmsTest {

  /** ESME_RINVDSTADR (SMPP 3.4, 5.1.3). */
  private static final int INVALID_DESTINATION = 0x0B;

  /** halfway.redelivery.max-attempts of this server. */
  private static final int MAX_ATTEMPTS = 4;

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final SimulatedCentre centre = new SimulatedCentre(operator);

  @AfterEach
  void acceptAgain() {
    centre.behaveNormally();
  }

  @Test
  void triesAgainWithGrowingDelayThenGivesUpWithTheCentresReason() {
    Registered registered = refused();

    List<Instant> attempts = new ArrayList<>();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              int count = look(client, registered).get("attempts").asInt();
              while (attempts.size() < count) {
                attempts.add(Instant.now());
              }
              return count == MAX_ATTEMPTS;
            });

    awaitSms(client, registered, "FAILED");
    JsonNode failed = look(client, registered);
    assertThat(failed.get("attempts").asInt()).isEqualTo(MAX_ATTEMPTS);
    assertThat(failed.get("lastError").asText()).contains("0x0B");
    List<Long> delays = new ArrayList<>();
    for (int i = 1; i < MAX_ATTEMPTS; i++) {
      delays.add(Duration.between(attempts.get(i - 1), attempts.get(i)).toMillis());
    }
    // 100, 200, 400 ms in this server's configuration; a delay is never cut short.
    assertThat(delays.get(1)).isGreaterThan(150);
    assertThat(delays.get(2)).isGreaterThan(350).isGreaterThan(delays.get(0));
    JsonNode letter = deadLetterOf(registered);
    assertThat(letter.get("cause").asText()).isEqualTo(failed.get("lastError").asText());
    assertThat(letter.get("halfMessage").asText()).matches("[0-9]+-[0-9a-f-]{36}\\.0");
  }

  @Test
  void isDeliveredWhenAnOperatorSendsItBack() {
    Registered registered = refused();
    awaitSms(client, registered, "FAILED");
    String id = deadLetterOf(registered).get("id").asText();
    centre.behaveNormally();

    Answer answer = operator.post("api/dead-letters/" + id + "/redelivery", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("outcome").asText()).isEqualTo("REDELIVERED");
    awaitSms(client, registered, "SENT");
    assertThat(centre.messagesTo(registered.phone())).hasSize(1);
    assertThat(operator.post("api/dead-letters/" + id + "/redelivery", "").status()).isEqualTo(404);
  }

  /** The centre is down, so that nothing else can happen to it meanwhile. */
  @Test
  void isPendingAgainAsSoonAsItIsSentBack() {
    Registered registered = refused();
    awaitSms(client, registered, "FAILED");
    String id = deadLetterOf(registered).get("id").asText();
    centre.behave("{\"mode\":\"DOWN\"}");
    centre.awaitState("CONNECTING");

    Answer answer = operator.post("api/dead-letters/" + id + "/redelivery", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(look(client, registered).get("sms").asText()).isEqualTo("PENDING");
    assertThat(look(client, registered).get("lastError").asText()).contains("0x0B");
    centre.behaveNormally();
    awaitSms(client, registered, "SENT");
  }

  @Test
  void canBeLookedAtWithoutBeingConsumed() {
    Registered registered = refused();
    awaitSms(client, registered, "FAILED");
    String id = deadLetterOf(registered).get("id").asText();

    for (int i = 0; i < 2; i++) {
      JsonNode peeked = client.get("api/queues/halfway.dead-letters/messages?limit=200").json();
      assertThat(peeked.findValuesAsText("id")).contains(id);
    }
    assertThat(client.get("api/queues/halfway.dead-letters/messages?limit=1").json()).hasSize(1);
  }

  @Test
  void isGoneWhenAnOperatorDeletesIt() {
    Registered registered = refused();
    awaitSms(client, registered, "FAILED");
    String id = deadLetterOf(registered).get("id").asText();

    assertThat(operator.delete("api/dead-letters/" + id).status()).isEqualTo(204);

    assertThat(operator.delete("api/dead-letters/" + id).status()).isEqualTo(404);
    assertThat(look(client, registered).get("sms").asText()).isEqualTo("FAILED");
  }

  @Test
  void doesNotBlockOthers() {
    Registered refused = refused();
    centre.behaveNormally();
    Registered next = register(client);

    awaitSms(client, next, "SENT");
    awaitSms(client, refused, "SENT");
    assertThat(centre.messagesTo(refused.phone())).hasSize(1);
  }

  @Test
  void onlyAnOperatorMayTouchDeadLetters() {
    Registered registered = refused();
    awaitSms(client, registered, "FAILED");
    String id = deadLetterOf(registered).get("id").asText();

    Answer anonymous = client.post("api/dead-letters/" + id + "/redelivery", "");
    Answer impostor = client.as("operator", "guess").delete("api/dead-letters/" + id);

    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(impostor.status()).isEqualTo(401);
    assertThat(deadLetterOf(registered).get("id").asText()).isEqualTo(id);
  }

  private Registered refused() {
    centre.behave("{\"mode\":\"REJECTING\",\"commandStatus\":%d}".formatted(INVALID_DESTINATION));
    return register(client);
  }

  private JsonNode deadLetterOf(Registered registered) {
    String registration =
        registered.location().substring(registered.location().lastIndexOf('/') + 1);
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                StreamSupport.stream(client.get("api/dead-letters").json().spliterator(), false)
                    .flatMap(
                        group -> StreamSupport.stream(group.get("messages").spliterator(), false))
                    .filter(message -> message.path("body").asText().contains(registration))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }
}
