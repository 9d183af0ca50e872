package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sale over HTTP. */
@OnManagedServer
class SaleTest {

  private static final String ORDERS = "api/smoothing/orders";
  private static final String SETTINGS = "api/smoothing/settings";
  private static final String USUAL = "{\"concurrency\":4,\"maxBacklog\":100000,\"rate\":0}";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Client client = ManagedServer.client();
  private final String item = "lamp-" + UUID.randomUUID();

  @AfterEach
  void asUsual() {
    set(USUAL);
  }

  @Test
  void acceptsAtOnceAndTellsWhatBecameOfAnOrder() {
    offer(10);

    Answer accepted = client.post(ORDERS, order(3));

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    assertThat(accepted.json().get("status").asText()).isEqualTo("QUEUED");
    JsonNode done = awaitDone(accepted.header("Location"));
    assertThat(done.get("status").asText()).isEqualTo("CONFIRMED");
    assertThat(done.get("item").asText()).isEqualTo(item);
    assertThat(done.get("quantity").asInt()).isEqualTo(3);
    assertThat(done.get("buyer").asText()).isEqualTo("ada");
    JsonNode now = client.get("api/smoothing/items/" + item).json();
    assertThat(now.get("sold").asInt()).isEqualTo(3);
    assertThat(now.get("remaining").asInt()).isEqualTo(7);
  }

  @Test
  void sellsNothingTwiceAndLeavesNothingUnsold() {
    offer(20);
    List<CompletableFuture<String>> accepted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      accepted.add(
          CompletableFuture.supplyAsync(() -> client.post(ORDERS, order(1)).header("Location")));
    }

    List<String> states =
        accepted.stream()
            .map(one -> awaitDone(one.join()).get("status").asText())
            .sorted()
            .toList();

    assertThat(states.stream().filter("CONFIRMED"::equals)).hasSize(20);
    assertThat(states.stream().filter("SOLD_OUT"::equals)).hasSize(30);
    assertThat(client.get("api/smoothing/items/" + item).json().get("sold").asInt()).isEqualTo(20);
  }

  @Test
  void theOldWayHasTheResultInItsAnswer() {
    offer(1);

    Answer first = client.post(ORDERS + "?direct=true", order(1));
    Answer second = client.post(ORDERS + "?direct=true", order(1));

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().get("status").asText()).isEqualTo("CONFIRMED");
    assertThat(second.json().get("status").asText()).isEqualTo("SOLD_OUT");
    assertThat(client.get(first.header("Location")).json()).isEqualTo(first.json());
  }

  @Test
  void refusesWhatIsBeyondTheRateAndSaysWhenToComeAgain() {
    offer(1_000);
    set("{\"concurrency\":4,\"maxBacklog\":100000,\"rate\":1}");

    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(client.post(ORDERS, order(1)));
    }

    assertThat(answers.get(0).status()).isEqualTo(202);
    Answer refused = answers.stream().filter(one -> one.status() == 429).findFirst().orElseThrow();
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
    assertThat(refused.json().get("type").asText()).isEqualTo("urn:halfway:problem:overloaded");
  }

  @Test
  void statsTellWhatHasHappened() {
    offer(1);
    JsonNode before = client.get("api/smoothing/stats").json();

    awaitDone(client.post(ORDERS, order(1)).header("Location"));
    awaitDone(client.post(ORDERS, order(1)).header("Location"));

    JsonNode after = client.get("api/smoothing/stats").json();
    for (String count : List.of("confirmed", "soldOut")) {
      assertThat(after.get(count).asInt()).isEqualTo(before.get(count).asInt() + 1);
    }
    assertThat(after.get("accepted").asInt()).isEqualTo(before.get("accepted").asInt() + 2);
    assertThat(after.get("mostAtWork").asInt()).isBetween(1, 4);
    assertThat(after.at("/acceptance/p99").asDouble()).isPositive();
    assertThat(after.at("/completion/p99").asDouble()).isPositive();
  }

  @Test
  void aStockIsNotLessThanWhatIsSold() {
    offer(5);
    awaitDone(client.post(ORDERS, order(3)).header("Location"));

    Answer answer = client.put("api/smoothing/items/" + item, "{\"stock\":2}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(client.get("api/smoothing/items/" + item).json().get("stock").asInt()).isEqualTo(5);
  }

  @Test
  void whatWasNeverAcceptedIsNotFound() {
    assertThat(client.get(ORDERS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(client.get(ORDERS + "/nonsense").status()).isEqualTo(404);
    assertThat(client.get("api/smoothing/items/" + item).status()).isEqualTo(404);
  }

  @Test
  void settingsAreForOperators() {
    assertThat(client.put(SETTINGS, USUAL).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "item | {'quantity':1,'buyer':'ada'}",
        "item | {'item':'','quantity':1,'buyer':'ada'}",
        "item | {'item':'never on sale','quantity':1,'buyer':'ada'}",
        "quantity | {'item':'ITEM','buyer':'ada'}",
        "quantity | {'item':'ITEM','quantity':0,'buyer':'ada'}",
        "quantity | {'item':'ITEM','quantity':1001,'buyer':'ada'}",
        "quantity | {'item':'ITEM','quantity':1.5,'buyer':'ada'}",
        "buyer | {'item':'ITEM','quantity':1}",
        "buyer | {'item':'ITEM','quantity':1,'buyer':' '}",
        "price | {'item':'ITEM','quantity':1,'buyer':'ada','price':1}",
        "body | []",
      })
  void namesTheFieldOfAnOrderThatIsWrong(String field, String body) {
    offer(1);
    Answer answer = client.post(ORDERS, body.replace('\'', '"').replace("ITEM", item));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "concurrency | {'concurrency':0,'maxBacklog':1,'rate':0}",
        "concurrency | {'concurrency':65,'maxBacklog':1,'rate':0}",
        "maxBacklog | {'concurrency':1,'maxBacklog':0,'rate':0}",
        "rate | {'concurrency':1,'maxBacklog':1,'rate':-1}",
        "rate | {'concurrency':1,'maxBacklog':1}",
      })
  void namesTheSettingThatIsWrong(String field, String body) {
    Answer answer = ManagedServer.operator().put(SETTINGS, body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
    assertThat(client.get(SETTINGS).json().get("concurrency").asInt()).isEqualTo(4);
  }

  private void offer(int stock) {
    Answer answer = client.put("api/smoothing/items/" + item, "{\"stock\":%d}".formatted(stock));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void set(String settings) {
    assertThat(ManagedServer.operator().put(SETTINGS, settings).status()).isEqualTo(200);
  }

  private String order(int quantity) {
    return "{\"item\":\"%s\",\"quantity\":%d,\"buyer\":\"ada\"}".formatted(item, quantity);
  }

  private JsonNode awaitDone(String location) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> client.get(location).json(),
            order -> !order.get("status").asText().equals("QUEUED"));
  }
}
