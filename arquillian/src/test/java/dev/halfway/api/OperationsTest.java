package dev.halfway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import jakarta.jms.JMSException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** What those see who run it. */
@OnManagedServer
class OperationsTest {

  private static final String[] FIGURES = {
    "halfway_decoupling_sms_submitted",
    "halfway_queue_depth",
    "halfway_half_ready{",
    "halfway_half_pending{",
    "halfway_half_lag_seconds{",
    "halfway_half_alarms{",
    "halfway_half_prepared_total{",
    "halfway_half_forwarded_total{",
    "halfway_half_swallowed_total{",
    "halfway_half_checked_total{",
    "halfway_half_set_aside_total{",
    "halfway_half_parked_total{",
    "halfway_logins_refused_total",
    "halfway_logins_throttled_total",
    "halfway_logins_pending",
    "halfway_requests_forbidden_total"
  };

  @Test
  void healthCoversDatabaseBrokerAndHalfMessages() {
    JsonNode ready = ManagedServer.management().get("health/ready").json();

    assertThat(ready.get("status").asText()).isEqualTo("UP");
    assertThat(ready.get("checks").findValuesAsText("name"))
        .contains("database", "broker", "half-messages");
    assertThat(ManagedServer.management().get("health/live").status()).isEqualTo(200);
  }

  /** Some are measured for the first time a while after the start. */
  @Test
  void metricsCoverTheScenarioTheQueuesAndHalfMessages() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              String metrics = ManagedServer.management().get("prometheus").text();
              assertThat(metrics).contains(FIGURES);
            });
  }

  @Test
  void openApiDescribesEveryPathWithExamples() {
    JsonNode api = ManagedServer.client().get("openapi?format=JSON").json();

    Set<String> paths = new TreeSet<>();
    api.get("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths)
        .containsExactly(
            "/api/account/password",
            "/api/accounts",
            "/api/accounts/{name}",
            "/api/audit",
            "/api/broadcast/dictionary/{key}",
            "/api/broadcast/dispatches",
            "/api/broadcast/dispatches/{id}",
            "/api/broadcast/dispatches/{id}/acceptance",
            "/api/broadcast/drivers",
            "/api/broadcast/drivers/{driverId}/token",
            "/api/broadcast/nodes",
            "/api/broadcast/nodes/{node}",
            "/api/bus/draws",
            "/api/bus/orders",
            "/api/bus/orders/{id}",
            "/api/bus/orders/{id}/notices",
            "/api/bus/subsystems",
            "/api/bus/subsystems/{name}/pause",
            "/api/bus/subsystems/{name}/resume",
            "/api/dead-letters",
            "/api/dead-letters/{id}",
            "/api/dead-letters/{id}/redelivery",
            "/api/decoupling/registrations",
            "/api/decoupling/registrations/{id}",
            "/api/decoupling/sms-centre",
            "/api/decoupling/sms-centre/behaviour",
            "/api/decoupling/sms-centre/messages",
            "/api/delay/levels",
            "/api/delay/messages",
            "/api/delay/messages/{id}",
            "/api/delay/orders",
            "/api/delay/orders/{id}",
            "/api/delay/orders/{id}/payment",
            "/api/hub/events",
            "/api/hub/sinks",
            "/api/hub/sinks/{name}/backlog",
            "/api/hub/sinks/{name}/pause",
            "/api/hub/sinks/{name}/replay",
            "/api/hub/sinks/{name}/resume",
            "/api/queues",
            "/api/queues/{name}/messages",
            "/api/smoothing/items/{item}",
            "/api/smoothing/orders",
            "/api/smoothing/orders/{id}",
            "/api/smoothing/settings",
            "/api/smoothing/stats",
            "/api/transaction/comparisons",
            "/api/transaction/comparisons/{id}",
            "/api/transaction/comparisons/{id}/events",
            "/api/transaction/comparisons/{id}/picture.svg",
            "/api/transaction/comparisons/{id}/table.csv",
            "/api/transaction/customers/{customer}",
            "/api/transaction/customers/{customer}/cart/{item}",
            "/api/transaction/faults",
            "/api/transaction/half-messages",
            "/api/transaction/half-messages/rebinding",
            "/api/transaction/half-messages/resumption",
            "/api/transaction/in-doubt",
            "/api/transaction/in-doubt/{id}",
            "/api/transaction/in-doubt/{id}/check",
            "/api/transaction/in-doubt/{id}/resolution",
            "/api/transaction/items/{item}",
            "/api/transaction/orders",
            "/api/transaction/orders/{id}");
    assertThat(api.at("/components/schemas/NewRegistration/properties/phone/examples/0").asText())
        .isEqualTo("+4915112345678");
    for (JsonNode path : api.get("paths")) {
      path.properties().forEach(operation -> assertDescribed(operation.getValue()));
    }
  }

  private static void assertDescribed(JsonNode operation) {
    assertThat(operation.path("operationId").asText()).as(operation.toString()).isNotBlank();
    assertThat(operation.path("summary").asText()).as(operation.toString()).isNotBlank();
    for (String success : new String[] {"200", "201", "202"}) {
      JsonNode content = operation.at("/responses/" + success + "/content");
      if (content.has("application/json")) {
        assertThat(content.at("/application~1json/examples")).as(operation.toString()).isNotEmpty();
        assertThat(content.at("/application~1json/schema")).as(operation.toString()).isNotEmpty();
      }
    }
    JsonNode error = operation.at("/responses/default/content/application~1problem+json");
    assertThat(error.at("/schema/$ref").asText()).isEqualTo("#/components/schemas/Problem");
    assertThat(error.at("/examples")).as(operation.toString()).isNotEmpty();
  }

  @Test
  void thePageNamesTheScenariosAndLinksTheOpenApiDocument() {
    Answer page = ManagedServer.client().get("");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("decoupling", "smoothing", "bus", "delay", "broadcast", "transaction", "hub")
        .contains("href=\"/openapi");
  }

  @Test
  void answersCarryTheHeadersThatProtectABrowser() {
    for (String path : new String[] {"", "api/queues", "api/accounts", "nothing", "openapi"}) {
      Answer answer = ManagedServer.client().get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .isEqualTo("default-src 'self'; frame-ancestors 'none'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
    }
  }

  @Test
  void theWebPortRefusesTheBrokersHttpUpgrade() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("test.http.port"))) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                      + "Upgrade: activemq-remoting\r\n"
                      + "Sec-ActiveMQRemoting-Key: CAFEBABECAFEBABECAFEBA==\r\n"
                      + "activemq.endpoint: http-acceptor\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertThat(status).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aClientOfTheBrokerFindsNoWayInFromOutside() {
    String url =
        "tcp://127.0.0.1:%d?httpUpgradeEnabled=true&httpUpgradeEndpoint=http-acceptor&initialConnectAttempts=1"
            .formatted(Integer.getInteger("test.http.port"));
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
      assertThatThrownBy(() -> factory.createConnection().close())
          .isInstanceOf(JMSException.class)
          .hasRootCauseInstanceOf(ActiveMQNotConnectedException.class);
    }
  }
}
