package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Registering users over HTTP, and asking what became of them. */
final class Registering {

  static final String PATH = "api/decoupling/registrations";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Registering() {}

  /** A registration that exists: where to see it, and the phone its SMS goes to. */
  record Registered(String location, String phone) {}

  static String anyUsername() {
    return "user-" + UUID.randomUUID();
  }

  static String anyPhone() {
    return "+49151" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
  }

  static String body(String username, String phone) {
    return "{\"username\":\"%s\",\"phone\":\"%s\"}".formatted(username, phone);
  }

  static Registered register(Client client) {
    String phone = anyPhone();
    Answer answer = client.post(PATH, body(anyUsername(), phone));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return new Registered(answer.header("Location"), phone);
  }

  static JsonNode look(Client client, Registered registered) {
    return look(client, registered.location());
  }

  private static JsonNode look(Client client, String location) {
    Answer answer = client.get(location);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  static void awaitSms(Client client, Registered registered, String state) {
    awaitSms(client, registered.location(), state);
  }

  static void awaitSms(Client client, String location, String state) {
    await(location)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThat(look(client, location).get("sms").asText()).isEqualTo(state));
  }

  static void awaitSms(Client client, List<Registered> all, String state) {
    all.forEach(registered -> awaitSms(client, registered, state));
  }
}
