package dev.halfway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders of the lottery, on two nodes. */
@OnTwoNodes
@Thorough
class BusOnTwoNodesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NUMBERS = "[1,2,3,4,5,6]";

  private final TwoNodes nodes;
  private final String game = "game-" + UUID.randomUUID();

  BusOnTwoNodesTest(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @AfterEach
  void resume() {
    operator("resume", "ticketing");
  }

  @Test
  void ordersGoTheWholeWayWhicheverNodeTheyComeTo() {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      orders.add(placed(nodes.nodes().get(i % 2).client(), "[1,2,3,4,5,%d]".formatted(10 + i)));
    }
    awaitAll(orders, "TICKETED");

    assertThat(draw("[1,2,3,4,5,10]").status()).isEqualTo(202);

    awaitAll(orders, "WON");
    for (String order : orders) {
      JsonNode found = order(order);
      assertThat(found.get("history").findValuesAsText("state"))
          .containsExactly("CREATED", "DISPATCHED", "TICKETED", "DRAWN", "WON");
      assertThat(found.get("prize").decimalValue())
          .isEqualByComparingTo(order.equals(orders.get(0)) ? "2500" : "250");
    }
  }

  @Test
  void whatIsToldTwiceOrOutOfTurnChangesNothingAndIsRecorded() {
    operator("pause", "ticketing");
    String order = placed(nodes.one().client(), NUMBERS);
    String id = id(order);
    awaitAll(List.of(order), "DISPATCHED");

    tell("PrizeCalculated", "{\"order\":\"%s\",\"prize\":7.50}".formatted(id));
    tell("TicketIssued", "{\"order\":\"%s\",\"ticket\":\"T-1\"}".formatted(id));
    awaitAll(List.of(order), "TICKETED");
    tell("TicketIssued", "{\"order\":\"%s\",\"ticket\":\"T-2\"}".formatted(id));
    tell("TicketRefused", "{\"order\":\"%s\",\"reason\":\"late\"}".formatted(id));
    tell("OrderPlaced", "{\"order\":\"%s\"}".formatted(id));
    patiently("all of it is recorded")
        .untilAsserted(
            () ->
                assertThat(order(order).get("ignored"))
                    .extracting(told -> told.get("fact").asText() + " " + told.get("why").asText())
                    .containsExactlyInAnyOrder(
                        "PrizeCalculated EARLY",
                        "TicketIssued DUPLICATE",
                        "TicketRefused LATE",
                        "OrderPlaced DUPLICATE"));
    assertThat(order(order).get("state").asText()).isEqualTo("TICKETED");
    assertThat(order(order).get("ticket").asText()).isEqualTo("T-1");

    String early = order(order).get("ignored").get(0).get("messageId").asText();
    draw(NUMBERS);
    awaitAll(List.of(order), "WON");
    JsonNode won = order(order);
    assertThat(won.get("prize").decimalValue()).isEqualByComparingTo("7.50");
    assertThat(won.get("history").get(4).get("messageId").asText()).isEqualTo(early);
    assertThat(won.get("ignored").findValuesAsText("why")).doesNotContain("EARLY");
  }

  @Test
  void anOrderWaitsForASubsystemThatIsPausedAndNothingElseStops() {
    String before = placed(nodes.one().client(), NUMBERS);
    awaitAll(List.of(before), "TICKETED");
    operator("pause", "ticketing");
    String waiting = placed(nodes.two().client(), NUMBERS);
    awaitAll(List.of(waiting), "DISPATCHED");
    assertThat(subsystem("ticketing").get("paused").asBoolean()).isTrue();
    assertThat(subsystem("ticketing").get("waiting").asInt()).isPositive();

    nodes.broker().kill();
    nodes.broker().start();
    nodes.two().stop();
    nodes.two().start();
    draw(NUMBERS);
    awaitAll(List.of(before), "WON");
    patiently("the player is told")
        .untilAsserted(
            () ->
                assertThat(nodes.one().client().get(before + "/notices").json())
                    .extracting(notice -> notice.get("state").asText())
                    .containsExactly("TICKETED", "WON"));
    // Longer than ticketing may take to answer: nobody was asked again, and nobody gives up.
    patiently("the order is waiting all the time")
        .during(Duration.ofSeconds(11))
        .until(() -> order(waiting).get("state").asText().equals("DISPATCHED"));

    operator("resume", "ticketing");
    awaitAll(List.of(waiting), "WON");
    assertThat(order(waiting).get("ignored")).isEmpty();
  }

  @Test
  void ticketingIsAskedAgainAndThenTheOrderFailsAndItsTicketIsVoid() throws SQLException {
    String order;
    try (Connection connection = nodes.postgres().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE bus_ticket IN ACCESS EXCLUSIVE MODE");
      order = placed(nodes.one().client(), NUMBERS);
      awaitAll(List.of(order), "TICKET_FAILED");
      connection.rollback();
    }

    assertThat(order(order).get("reason").asText()).isEqualTo("ticketing was asked 2 times");
    patiently("its ticket is void")
        .until(
            () ->
                nodes
                    .rows()
                    .texts(
                        "SELECT void::text FROM bus_ticket WHERE order_id = '%s'"
                            .formatted(id(order)))
                    .equals(Set.of("true")));
    assertThat(order(order).get("history").findValuesAsText("state"))
        .containsExactly("CREATED", "DISPATCHED", "TICKET_FAILED");
  }

  @Test
  void losesNoOrderWhenANodeIsKilledInTheMiddle() {
    Set<String> orders = new HashSet<>();
    ServerProcess killed = nodes.one();
    for (int i = 0; i < 150; i++) {
      if (i == 50) {
        killed.kill();
      }
      try {
        orders.add(placed(nodes.nodes().get(i % 2).client(), NUMBERS));
      } catch (UncheckedIOException e) {
        assertThat(i).as("only the killed node fails").isEven();
      }
    }
    assertThat(orders).hasSizeGreaterThanOrEqualTo(100);
    killed.start();

    awaitAll(orders, "TICKETED");
    draw(NUMBERS);
    awaitAll(orders, "WON");
    assertThat(
            nodes
                .rows()
                .number(
                    "SELECT count(*) FROM bus_ticket t JOIN bus_order o ON o.id = t.order_id"
                        + " WHERE o.game = '%s' AND NOT t.void".formatted(game)))
        .isGreaterThanOrEqualTo(orders.size());
  }

  private String placed(Client client, String numbers) {
    Answer answer =
        client.post(
            "api/bus/orders",
            "{\"game\":\"%s\",\"numbers\":%s,\"stake\":2.50}".formatted(game, numbers));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return "api/bus/orders/" + answer.json().get("id").asText();
  }

  private static String id(String order) {
    return order.substring(order.lastIndexOf('/') + 1);
  }

  private JsonNode order(String order) {
    return nodes.two().client().get(order).json();
  }

  private Answer draw(String numbers) {
    return nodes
        .two()
        .client()
        .post("api/bus/draws", "{\"game\":\"%s\",\"numbers\":%s}".formatted(game, numbers));
  }

  private void operator(String what, String subsystem) {
    Answer answer =
        nodes.operator(nodes.two()).post("api/bus/subsystems/%s/%s".formatted(subsystem, what), "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private JsonNode subsystem(String name) {
    for (JsonNode one : nodes.two().client().get("api/bus/subsystems").json()) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name);
  }

  /** As a subsystem would, by a message of its own. */
  private void tell(String type, String json) {
    nodes.broker().queues().send("halfway.bus.centre", type + "/1", json);
  }

  private void awaitAll(Iterable<String> orders, String state) {
    for (String order : orders) {
      patiently(order + " is " + state)
          .untilAsserted(() -> assertThat(order(order).get("state").asText()).isEqualTo(state));
    }
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }
}
