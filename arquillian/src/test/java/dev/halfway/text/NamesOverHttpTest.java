package dev.halfway.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule for every name and every text that a client can write, by whatever request. */
@OnManagedServer
class NamesOverHttpTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> NO_NAMES =
      List.of(
          "a\u0000b",
          "a\tb",
          "a\u0378b",
          "a\u034Fb",
          "\u115F",
          "\u200D",
          "a\u202Eb",
          "\u2800",
          "\u3164",
          "a\uE000b",
          "\u2764\uFE0F",
          "a\uDB40\uDD00b");

  private static final List<String> NO_TEXTS =
      List.of("a\u0000b", "a\u0007b", "a\uD83Db", "a\u202Eb", "\u200D", "\u2800", "\u3164");

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();

  /** Different in every test, and another one in form D, which is how some systems write it. */
  private final String name = "Jos\u00E9-" + UUID.randomUUID();

  private final String sameName = name.replace("\u00E9", "e\u0301");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "username | POST | api/decoupling/registrations | {'username':'NAME','phone':'+4915112345678'}",
        "phone | POST | api/decoupling/registrations | {'username':'ada','phone':'+49NAME'}",
        "phone | GET | api/decoupling/sms-centre/messages?phone=NAME |",
        "item | PUT | api/smoothing/items/NAME | {'stock':1}",
        "item | GET | api/smoothing/items/NAME |",
        "item | POST | api/smoothing/orders | {'item':'NAME','quantity':1,'buyer':'ada'}",
        "buyer | POST | api/smoothing/orders | {'item':'tea','quantity':1,'buyer':'NAME'}",
        "game | POST | api/bus/orders | {'game':'NAME','numbers':[1],'stake':1}",
        "game | POST | api/bus/draws | {'game':'NAME','numbers':[1]}",
        "name | POST | api/bus/subsystems/NAME/pause |",
        "name | POST | api/bus/subsystems/NAME/resume |",
        "driverId | POST | api/broadcast/dispatches/1/acceptance | {'driverId':'NAME'}",
        "driverId | GET | drivers/NAME |",
        "key | PUT | api/broadcast/dictionary/NAME | {'value':'v'}",
        "key | GET | api/broadcast/dictionary/NAME |",
        "node | DELETE | api/broadcast/nodes/NAME |",
        "customer | POST | api/transaction/orders | {'customer':'NAME','lines':[{'item':'tea','quantity':1,'price':1}]}",
        "lines[0].item | POST | api/transaction/orders | {'customer':'ada','lines':[{'item':'NAME','quantity':1,'price':1}]}",
        "item | PUT | api/transaction/items/NAME | {'stock':1}",
        "item | GET | api/transaction/items/NAME |",
        "customer | GET | api/transaction/customers/NAME |",
        "customer | PUT | api/transaction/customers/NAME/cart/tea | {'quantity':1}",
        "item | PUT | api/transaction/customers/ada/cart/NAME | {'quantity':1}",
        "name | GET | api/queues/NAME/messages |",
        "name | POST | api/hub/sinks/NAME/pause |",
        "name | POST | api/hub/sinks/NAME/resume |",
        "name | POST | api/hub/sinks/NAME/replay | {'from':'2026-11-22T10:15:30Z'}",
        "name | DELETE | api/hub/sinks/NAME/backlog |",
        "name | PUT | api/accounts/NAME | {'role':'viewer','password':'long enough for all'}",
        "name | DELETE | api/accounts/NAME |",
      })
  void whatIsNoNameIsRefusedByTheField(
      String field, String method, String path, @Nullable String body) {
    for (String hostile : NO_NAMES) {
      assertRefused(field, method, path, body, hostile);
    }
    if (body != null && body.contains("NAME")) {
      assertRefused(field, method, path, body, "a\uD83Db");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | POST | api/delay/messages | {'text':'NAME','delay':'PT1H'}",
        "value | PUT | api/broadcast/dictionary/key | {'value':'NAME'}",
        "pickup | POST | api/broadcast/dispatches | {'pickup':'NAME','dropoff':'b','fare':1}",
        "dropoff | POST | api/broadcast/dispatches | {'pickup':'a','dropoff':'NAME','fare':1}",
        "reason | POST | api/transaction/half-messages/resumption | {'reason':'NAME'}",
        "reason | POST | api/transaction/half-messages/rebinding | {'reason':'NAME'}",
        "reason | POST | api/transaction/in-doubt/none/resolution | {'verdict':'COMMIT','reason':'NAME'}",
        "password | PUT | api/accounts/nobody | {'role':'viewer','password':'NAME'}",
      })
  void whatIsNoTextIsRefusedByTheField(String field, String method, String path, String body) {
    for (String text : NO_TEXTS) {
      assertRefused(field, method, path, body, text);
    }
  }

  private void assertRefused(
      String field, String method, String path, @Nullable String body, String hostile) {
    Answer answer =
        call(
            method,
            path.replace("NAME", encoded(hostile)),
            body == null ? "" : body.replace('\'', '"').replace("NAME", escaped(hostile)));

    assertThat(answer.status()).as(escaped(hostile) + ": " + answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.wrongField()).as(answer.text()).isEqualTo(field);
  }

  @Test
  void aUserIsOneHoweverTheNameIsWritten() {
    Answer first = register(sameName);

    assertThat(first.json().get("username").asText()).isEqualTo(name);
    assertThat(client.get(first.header("Location")).json().get("username").asText())
        .isEqualTo(name);
    assertThat(register(name).status()).isEqualTo(409);
    assertThat(register(fullwidth(sameName)).status()).isEqualTo(409);
    assertThat(register(name.toUpperCase(Locale.ROOT)).status())
        .as("letter case counts")
        .isEqualTo(201);
  }

  @Test
  void anItemOnSaleIsOneHoweverItsNameIsWritten() {
    assertThat(put("api/smoothing/items/" + encoded(sameName), "{\"stock\":2}").status())
        .isEqualTo(200);
    for (String written : List.of(name, sameName)) {
      Answer sold =
          client.post(
              "api/smoothing/orders?direct=true",
              "{\"item\":\"%s\",\"quantity\":1,\"buyer\":\"%s\"}".formatted(written, written));
      assertThat(sold.json().get("status").asText()).as(sold.text()).isEqualTo("CONFIRMED");
      assertThat(sold.json().get("buyer").asText()).isEqualTo(name);
      assertThat(client.get("api/smoothing/items/" + encoded(written)).json().get("item").asText())
          .isEqualTo(name);
    }
    assertThat(client.get("api/smoothing/items/" + encoded(name)).json().get("remaining").asInt())
        .isZero();
  }

  @Test
  void aGameIsDrawnHoweverItsNameIsWritten() {
    Answer order =
        client.post(
            "api/bus/orders", "{\"game\":\"%s\",\"numbers\":[1],\"stake\":1}".formatted(sameName));
    assertThat(order.status()).as(order.text()).isEqualTo(202);

    assertThat(
            client
                .post("api/bus/draws", "{\"game\":\"%s\",\"numbers\":[2]}".formatted(name))
                .status())
        .isEqualTo(202);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.get(order.header("Location")).json().get("state").asText())
                    .isEqualTo("LOST"));
  }

  @Test
  void aKeyIsOneHoweverItIsWritten() {
    String path = "api/broadcast/dictionary/";
    put(path + encoded(sameName), "{\"value\":\"e\u0301\"}");

    Answer entry = client.get(path + encoded(name));

    assertThat(entry.json().get("key").asText()).isEqualTo(name);
    assertThat(entry.json().get("value").asText()).isEqualTo("\u00E9");
    assertThat(put(path + encoded(name), "{\"value\":\"x\"}").json().get("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void aCustomerAndAnItemAreOneHoweverTheyAreWritten() {
    put("api/transaction/items/" + encoded(sameName), "{\"stock\":5}");
    put(
        "api/transaction/customers/%s/cart/%s".formatted(encoded(sameName), encoded(name)),
        "{\"quantity\":2}");
    Answer order =
        client.post(
            "api/transaction/orders",
            "{\"customer\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":2,\"price\":1e1}]}"
                .formatted(name, sameName));

    assertThat(order.status()).as(order.text()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Answer customer = client.get("api/transaction/customers/" + encoded(sameName));
              assertThat(customer.json().get("customer").asText()).isEqualTo(name);
              assertThat(customer.json().get("points").asInt()).isEqualTo(20);
              assertThat(customer.json().get("cart")).isEmpty();
            });
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .get("api/transaction/items/" + encoded(name))
                            .json()
                            .get("stock")
                            .asInt())
                    .isEqualTo(3));
  }

  @Test
  void aDriverIsOneHoweverTheNameIsWritten() throws Exception {
    try (DriverApp app = DriverApp.connect(client, encoded(sameName + " 2"))) {
      Answer posted =
          client.post(
              "api/broadcast/dispatches", "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":1}");
      await().atMost(PATIENCE).until(() -> app.seen().contains(posted.json().get("id").asLong()));
      String acceptance = posted.header("Location") + "/acceptance";
      for (String written : List.of(name, sameName)) {
        Answer accepted = client.post(acceptance, "{\"driverId\":\"%s 2\"}".formatted(written));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
        assertThat(accepted.json().get("driverId").asText()).isEqualTo(name + " 2");
      }
    }
  }

  /** Characters are counted as PostgreSQL counts them, whatever the database. */
  @Test
  void aNameMayHave64CharactersOfAnyKind() {
    String own = "\uD83D\uDE00".repeat(28) + UUID.randomUUID();

    assertThat(register(own).status()).isEqualTo(201);
    assertThat(register(own + "x").wrongField()).isEqualTo("username");
    assertThat(put("api/broadcast/dictionary/" + encoded(own), "{\"value\":\"x\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1e1, 10.00", "2.5000, 2.50", "0E-999999999, 0.00"})
  void anAmountHasTwoDecimalsHoweverItIsWritten(String written, String shown) {
    Answer posted =
        client.post(
            "api/broadcast/dispatches",
            "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":%s}".formatted(written));

    assertThat(posted.text()).contains("\"fare\":" + shown);
    assertThat(client.get(posted.header("Location")).text()).contains("\"fare\":" + shown);
  }

  @ParameterizedTest
  @CsvSource({"+294277-01-01T00:00:00Z", "-4713-01-01T00:00:00Z", "2026", "1"})
  void aTimeThatNotEveryDatabaseHasIsRefused(String time) {
    Answer answer =
        operator.post("api/hub/sinks/files/replay", "{\"from\":\"%s\"}".formatted(time));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("from");
  }

  private Answer register(String username) {
    return client.post(
        "api/decoupling/registrations",
        "{\"username\":\"%s\",\"phone\":\"+4915112345678\"}".formatted(username));
  }

  private Answer put(String path, String body) {
    return operator.put(path, body);
  }

  private Answer call(String method, String path, String body) {
    return switch (method) {
      case "GET" -> operator.get(path);
      case "PUT" -> operator.put(path, body);
      case "DELETE" -> operator.delete(path);
      default -> operator.post(path, body);
    };
  }

  private static String fullwidth(String text) {
    return text.replace('J', '\uFF2A');
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As JSON may write it, which knows halves of characters too. */
  private static String escaped(String text) {
    return text.chars().mapToObj("\\u%04X"::formatted).collect(Collectors.joining());
  }
}
