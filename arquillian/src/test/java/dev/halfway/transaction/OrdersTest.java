package dev.halfway.transaction;

import static dev.halfway.transaction.Ordering.any;
import static dev.halfway.transaction.Ordering.awaitDone;
import static dev.halfway.transaction.Ordering.body;
import static dev.halfway.transaction.Ordering.expect;
import static dev.halfway.transaction.Ordering.line;
import static dev.halfway.transaction.Ordering.order;
import static dev.halfway.transaction.Ordering.placed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An order and its effects, by each mechanism the same. */
@OnManagedServer
class OrdersTest {

  private static final int MANY = 30;

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final String customer = any("customer");
  private final String item = any("item");

  @ParameterizedTest
  @EnumSource
  void comesToEachSystemOnce(Mode mode) {
    stock(10);
    cart(item, 3);
    cart("another", 1);
    Instant before = Instant.now().minusMillis(1);

    Answer answer = order(client, mode, body(customer, item, 3, "4.20"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("mode").asText()).isEqualToIgnoringCase(mode.name());
    assertThat(answer.json().get("customer").asText()).isEqualTo(customer);
    assertThat(answer.json().get("total").decimalValue()).isEqualByComparingTo("12.60");
    JsonNode done = awaitDone(client, answer.header("Location"));
    assertThat(done.get("id")).isEqualTo(answer.json().get("id"));
    assertThat(done.get("effects").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("stock", "points", "cart");
    assertThat(done.get("effects"))
        .allSatisfy(effect -> assertThat(Instant.parse(effect.get("at").asText())).isAfter(before));
    assertItem(7, 0);
    JsonNode known = known(customer);
    assertThat(known.get("points").asInt()).isEqualTo(12);
    assertThat(known.get("cart").fieldNames()).toIterable().containsExactly("another");
  }

  /** The limit is looked at last, when the message is sent and the stock is reserved. */
  @ParameterizedTest
  @EnumSource
  void refusedByTheBusinessLeavesNothing(Mode mode) {
    stock(10);

    Answer refused = order(client, mode, body(customer, item, 2, "600000"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("type").asText()).endsWith(":order-limit");
    assertThat(refused.json().get("detail").asText()).contains("1200000");
    assertItem(10, 0);
    assertOnlyTheNextOneHasEffects(mode);
  }

  @ParameterizedTest
  @EnumSource
  void withoutEnoughInStockLeavesNothing(Mode mode) {
    stock(10);
    String lines = line("a " + item, 1, "1") + "," + line(item, 11, "1");

    Answer refused =
        order(client, mode, "{\"customer\":\"%s\",\"lines\":[%s]}".formatted(customer, lines));

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("type").asText()).endsWith(":out-of-stock");
    assertThat(refused.json().get("detail").asText()).contains(item);
    assertItem(10, 0);
    assertOnlyTheNextOneHasEffects(mode);
  }

  @ParameterizedTest
  @EnumSource
  void sellsWhatThereIsAndNoMore(Mode mode) {
    stock(2);
    for (int i = 0; i < 2; i++) {
      awaitDone(client, placed(client, mode, body(customer, item, 1, "1")));
    }

    assertThat(order(client, mode, body(customer, item, 1, "1")).status()).isEqualTo(409);

    assertItem(0, 0);
    assertThat(known(customer).get("points").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void ofOneCustomerComeToEachSystemInTheirOrder(Mode mode) {
    List<String> placed =
        IntStream.range(0, MANY)
            .mapToObj(i -> placed(client, mode, body(customer, item, 1, "1")))
            .toList();

    List<JsonNode> done = placed.stream().map(location -> awaitDone(client, location)).toList();

    for (String system : List.of("stock", "points", "cart")) {
      assertThat(done)
          .as(system)
          .extracting(order -> Instant.parse(order.at("/effects/" + system + "/at").asText()))
          .isSorted();
    }
  }

  @Test
  void byDefaultIsByHalfMessage() {
    Answer answer = client.post(Ordering.PATH, body(customer, item, 1, "1"));

    assertThat(answer.json().get("mode").asText()).isEqualTo("half");
  }

  /** Nobody keeps the stock of most items, and may begin to at any time. */
  @Test
  void ofAnItemWhoseStockIsNotKeptLeavesALaterStockAlone() {
    String first = placed(client, Mode.HALF, body(customer, item, 5, "1"));
    stock(2);

    awaitDone(client, first);

    assertItem(2, 0);
  }

  @Test
  void mayBeOfManyLinesAndCostNothing() {
    stock(100);
    String lines =
        String.join(",", IntStream.range(0, 100).mapToObj(i -> line(item, 1, "0")).toList());

    String location =
        placed(
            client, Mode.HALF, "{\"customer\":\"%s\",\"lines\":[%s]}".formatted(customer, lines));

    awaitDone(client, location);
    assertItem(0, 0);
    assertThat(known(customer).get("points").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "customer | {'lines':[LINE]}",
        "customer | {'customer':'','lines':[LINE]}",
        "customer | {'customer':' c','lines':[LINE]}",
        "lines | {'customer':'c'}",
        "lines | {'customer':'c','lines':[]}",
        "lines | {'customer':'c','lines':{}}",
        "lines[0] | {'customer':'c','lines':[null]}",
        "lines[1].item | {'customer':'c','lines':[LINE,{'quantity':1,'price':1}]}",
        "lines[0].item | {'customer':'c','lines':[{'item':'','quantity':1,'price':1}]}",
        "lines[0].quantity | {'customer':'c','lines':[{'item':'i','price':1}]}",
        "lines[0].quantity | {'customer':'c','lines':[{'item':'i','quantity':0,'price':1}]}",
        "lines[0].quantity | {'customer':'c','lines':[{'item':'i','quantity':1.5,'price':1}]}",
        "lines[0].quantity | {'customer':'c','lines':[{'item':'i','quantity':1000001,'price':1}]}",
        "lines[0].price | {'customer':'c','lines':[{'item':'i','quantity':1}]}",
        "lines[0].price | {'customer':'c','lines':[{'item':'i','quantity':1,'price':-0.01}]}",
        "lines[0].price | {'customer':'c','lines':[{'item':'i','quantity':1,'price':0.001}]}",
        "lines[0].price | {'customer':'c','lines':[{'item':'i','quantity':1,'price':1000000.01}]}",
        "lines[0].price | {'customer':'c','lines':[{'item':'i','quantity':1,'price':1e400}]}",
        "paid | {'customer':'c','lines':[LINE],'paid':true}",
        "body | [LINE]",
        "body | nonsense",
      })
  void namesTheFieldThatIsWrong(String field, String body) {
    Answer answer =
        client.post(
            Ordering.PATH,
            body.replace("LINE", "{'item':'i','quantity':1,'price':1}").replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HALF", "none", "half%20"})
  void namesAModeThatIsWrong(String mode) {
    Answer answer = client.post(Ordering.PATH + "?mode=" + mode, body(customer, item, 1, "1"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("mode");
  }

  @Test
  void thatIsNotThereIsNotFound() {
    assertThat(client.get(Ordering.PATH + "/00000000-0000-0000-0000-000000000000").status())
        .isEqualTo(404);
    assertThat(client.get("api/transaction/items/" + item).status()).isEqualTo(404);
    assertThat(known(customer).get("points").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1000000001", "null", "1.5", "\"1\""})
  void namesAStockThatIsWrong(String stock) {
    Answer answer =
        operator.put("api/transaction/items/" + item, "{\"stock\":%s}".formatted(stock));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("stock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/transaction/items/i", "api/transaction/customers/c/cart/i"})
  void anItemOrACartIsTheOperatorsToFill(String path) {
    assertThat(client.put(path, "{}").status()).isEqualTo(401);
    assertThat(operator.put(path, "{}").status()).isEqualTo(400);
  }

  /** Delivery comes after the commit: that nothing has come yet proves nothing. */
  private void assertOnlyTheNextOneHasEffects(Mode mode) {
    awaitDone(client, placed(client, mode, body(customer, item, 4, "25")));
    assertItem(6, 0);
    assertThat(known(customer).get("points").asInt()).isEqualTo(100);
  }

  private void stock(int stock) {
    expect(operator.put("api/transaction/items/" + item, "{\"stock\":%d}".formatted(stock)));
  }

  private void cart(String what, int quantity) {
    expect(
        operator.put(
            "api/transaction/customers/%s/cart/%s".formatted(customer, what),
            "{\"quantity\":%d}".formatted(quantity)));
  }

  private JsonNode known(String who) {
    return expect(client.get("api/transaction/customers/" + who));
  }

  private void assertItem(int stock, int reserved) {
    JsonNode found = expect(client.get("api/transaction/items/" + item));
    assertThat(found.get("stock").asInt()).isEqualTo(stock);
    assertThat(found.get("reserved").asInt()).isEqualTo(reserved);
    assertThat(found.get("available").asInt()).isEqualTo(stock - reserved);
  }
}
