package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody elsewhere is a driver without that driver's token. */
@Hostile
@OnManagedServer
class DriverTokenTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int POLICY_VIOLATION = 1008;

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final String driver = "driver-" + UUID.randomUUID();
  private String token;

  @BeforeEach
  void issue() {
    token = issued(driver);
  }

  private String issued(String whose) {
    Answer answer = operator.post(tokenOf(whose), "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("driverId").asText()).isEqualTo(whose);
    return answer.json().get("token").asText();
  }

  private static String tokenOf(String whose) {
    return "api/broadcast/drivers/" + whose + "/token";
  }

  @Test
  void aTokenIsRandomAndEachIsAnother() {
    assertThat(Base64.getUrlDecoder().decode(token)).hasSizeGreaterThanOrEqualTo(24);
    assertThat(issued(driver)).isNotEqualTo(token);
  }

  @Test
  void onlyOperatorsIssueAndRevokeTokens() {
    assertThat(client.post(tokenOf(driver), "").status()).isEqualTo(401);
    assertThat(client.delete(tokenOf(driver)).status()).isEqualTo(401);
    assertThat(operator.delete(tokenOf(driver)).status()).isEqualTo(204);
    assertThat(operator.delete(tokenOf(driver)).status()).isEqualTo(404);
  }

  @Test
  void anAppConnectsWithItsToken() throws Exception {
    try (DriverApp app = DriverApp.connect(client, driver, it -> elsewhere(it, token))) {
      assertThat(app.subprotocol()).isEmpty();
      awaitPush(app);
    }
  }

  /** A browser sets no headers of a WebSocket. */
  @Test
  void aBrowserConnectsWithItsTokenAsSubprotocol() throws Exception {
    try (DriverApp app =
        DriverApp.connect(
            client,
            driver,
            it -> elsewhere(it, null).subprotocols("halfway", "halfway.token." + token))) {
      assertThat(app.subprotocol()).isEqualTo("halfway");
      awaitPush(app);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "of another driver", "with more", "none"})
  void noOtherTokenLetsAnAppConnect(String which) {
    @Nullable String shown = shown(which);
    assertRefused(() -> DriverApp.connect(client, driver, it -> elsewhere(it, shown)).close());
    if (shown != null) {
      assertRefused(
          () ->
              DriverApp.connect(
                      client,
                      driver,
                      it -> elsewhere(it, null).subprotocols("halfway", "halfway.token." + shown))
                  .close());
    }
    assertRefused(
        () ->
            DriverApp.connect(client, driver + "?token=" + token, it -> elsewhere(it, null))
                .close());
  }

  @Test
  void whoIsNoDriverIsRefusedAsOneWithAWrongToken() {
    String nobody = "nobody-" + UUID.randomUUID();
    Answer wrong = handshake(driver, "wrong");
    Answer unknown = handshake(nobody, "wrong");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  void whoGuessesIsInTheAuditTrailAndTheTokenIsNot() {
    String guess = "guess-" + UUID.randomUUID();
    // Again and again: a minute has entries of their own for some, and one for all others.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              assertThat(handshake(driver, guess).status()).isEqualTo(401);
              return audited().stream()
                  .anyMatch(it -> it.startsWith("driver-token from 127.0.0.1 refused"));
            });
    assertThat(operator.get("api/audit?limit=100").text()).doesNotContain(guess);
  }

  private List<String> audited() {
    return StreamSupport.stream(operator.get("api/audit?limit=100").json().spliterator(), false)
        .filter(entry -> entry.get("who").asText().equals(driver))
        .map(
            entry ->
                entry.get("action").asText()
                    + " "
                    + entry.get("subject").asText()
                    + " "
                    + entry.get("outcome").asText())
        .toList();
  }

  private Answer handshake(String whose, String shown) {
    return client.send(
        client
            .request("drivers/" + whose)
            .header("X-Forwarded-For", "192.0.2.7")
            .header("Authorization", "Bearer " + shown)
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "of another driver", "with more", "none"})
  void noOtherTokenLetsADriverAccept(String which) {
    String dispatch = post();

    assertThat(accept(dispatch, shown(which)).status()).isEqualTo(401);
    assertThat(client.get(dispatch).json().has("driverId")).isFalse();

    assertThat(accept(dispatch, token).status()).isEqualTo(200);
    assertThat(client.get(dispatch).json().get("driverId").asText()).isEqualTo(driver);
  }

  @Test
  void anOperatorAcceptsForADriver() {
    String dispatch = post();

    Answer answer = operator.send(acceptance(operator, dispatch).build());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsRevokedEndsItsConnection() throws Exception {
    try (DriverApp app = DriverApp.connect(client, driver, it -> elsewhere(it, token));
        DriverApp other =
            DriverApp.connect(client, "other", it -> elsewhere(it, issued("other")))) {
      assertThat(operator.delete(tokenOf(driver)).status()).isEqualTo(204);

      assertRefused(() -> DriverApp.connect(client, driver, it -> elsewhere(it, token)).close());
      assertThat(app.closed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(POLICY_VIOLATION);
      assertThat(other.closed()).isNotDone();
    }
  }

  private @Nullable String shown(String which) {
    return switch (which) {
      case "wrong" -> "wrong";
      case "of another driver" -> issued("another-" + driver.substring(0, 40));
      case "with more" -> token + "a";
      default -> null;
    };
  }

  private static WebSocket.Builder elsewhere(WebSocket.Builder builder, @Nullable String shown) {
    WebSocket.Builder proxied = builder.header("X-Forwarded-For", "192.0.2.7");
    return shown == null ? proxied : proxied.header("Authorization", "Bearer " + shown);
  }

  private HttpRequest.Builder acceptance(Client who, String dispatch) {
    return who.request(dispatch + "/acceptance")
        .header("Content-Type", "application/json")
        .header("X-Forwarded-For", "192.0.2.7")
        .POST(BodyPublishers.ofString("{\"driverId\":\"%s\"}".formatted(driver)));
  }

  private Answer accept(String dispatch, @Nullable String shown) {
    HttpRequest.Builder request = acceptance(client, dispatch);
    return client.send(
        (shown == null ? request : request.header("Authorization", "Bearer " + shown)).build());
  }

  private String post() {
    return client
        .post("api/broadcast/dispatches", "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":1}")
        .header("Location");
  }

  private void awaitPush(DriverApp app) {
    String dispatch = post();
    long id = Long.parseLong(dispatch.substring(dispatch.lastIndexOf('/') + 1));
    await().atMost(PATIENCE).until(() -> app.seen().contains(id));
  }

  private static void assertRefused(ThrowingCallable connecting) {
    assertThatThrownBy(connecting)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
  }
}
