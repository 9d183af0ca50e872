package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delayed messages and orders with a payment time, over HTTP. */
@OnManagedServer
class DelayTest {

  private static final String MESSAGES = "api/delay/messages";
  private static final String ORDERS = "api/delay/orders";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();

  @ParameterizedTest
  @ValueSource(strings = {"\"delayLevel\":1", "\"delay\":\"PT1.2S\"", "\"deliverAt\":\"AT\""})
  void deliversAMessageAtItsTimeAndNotBefore(String when) {
    Instant before = Instant.now();
    String time = when.replace("AT", before.plusSeconds(1).toString());

    JsonNode sent = sent(time);

    assertThat(sent.get("status").asText()).isEqualTo("PENDING");
    JsonNode done = awaitEnd(MESSAGES, sent);
    assertThat(done.get("status").asText()).isEqualTo("DELIVERED");
    assertThat(done.get("text").asText()).isEqualTo("hello");
    assertThat(time(sent, "dueAt")).isAfterOrEqualTo(before.plusMillis(999));
    assertThat(time(done, "doneAt")).isAfterOrEqualTo(time(sent, "dueAt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"deliverAt\":\"1970-01-01T00:00:00Z\"", "\"delay\":\"PT0S\""})
  void deliversAtOnceWhatIsDueAlready(String when) {
    JsonNode done = awaitEnd(MESSAGES, sent(when));

    assertThat(done.get("status").asText()).isEqualTo("DELIVERED");
  }

  @Test
  void levelsAreThoseOfRocketMq() {
    JsonNode levels = client.get("api/delay/levels").json();

    assertThat(levels.findValuesAsText("level")).hasSize(18).startsWith("1").endsWith("18");
    assertThat(levels.findValuesAsText("delay"))
        .containsExactly(
            "PT1S", "PT5S", "PT10S", "PT30S", "PT1M", "PT2M", "PT3M", "PT4M", "PT5M", "PT6M",
            "PT7M", "PT8M", "PT9M", "PT10M", "PT20M", "PT30M", "PT1H", "PT2H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2M", "P400D"})
  void whatIsRecalledIsNeverDelivered(String delay) {
    JsonNode sent = sent("\"delay\":\"%s\"".formatted(delay));
    assertThat(pending(1_000)).contains(sent.get("id").asText());

    assertThat(operator.delete(path(MESSAGES, sent)).status()).isEqualTo(204);

    assertThat(client.get(path(MESSAGES, sent)).json().get("status").asText())
        .isEqualTo("RECALLED");
    assertThat(pending(1_000)).doesNotContain(sent.get("id").asText());
    assertThat(operator.delete(path(MESSAGES, sent)).status()).as("again").isEqualTo(204);
  }

  @Test
  void whatWasDeliveredCannotBeRecalled() {
    JsonNode sent = sent("\"delay\":\"PT0S\"");
    awaitEnd(MESSAGES, sent);

    Answer answer = operator.delete(path(MESSAGES, sent));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:delivered");
    assertThat(client.get(path(MESSAGES, sent)).json().get("status").asText())
        .isEqualTo("DELIVERED");
  }

  @Test
  void recallingAtTheVeryMomentOfDeliveryIsOneOrTheOther() throws InterruptedException {
    Instant first = Instant.now().plusSeconds(2);
    List<JsonNode> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sent.add(sent("\"deliverAt\":\"%s\"".formatted(first.plusMillis(20L * i))));
    }

    for (JsonNode message : sent) {
      Duration left = Duration.between(Instant.now(), time(message, "dueAt"));
      Thread.sleep(Math.max(0, left.toMillis()));
      int status = operator.delete(path(MESSAGES, message)).status();
      String became = client.get(path(MESSAGES, message)).json().get("status").asText();

      assertThat(became).isEqualTo(status == 204 ? "RECALLED" : "DELIVERED");
      assertThat(status).isIn(204, 409);
    }
  }

  @Test
  void pagesHaveEveryPendingMessageOnceInOrder() {
    String time = "\"deliverAt\":\"9999-01-01T00:00:00+01:00\"";
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sent.add(sent(time).get("id").asText());
    }

    List<String> found = pending(3);

    assertThat(found).doesNotHaveDuplicates().containsAll(sent);
    assertThat(found).endsWith(sent.stream().sorted().toArray(String[]::new));
    sent.forEach(id -> operator.delete(MESSAGES + "/" + id));
  }

  @Test
  void cancelsAnOrderThatIsNotPaidInTime() {
    JsonNode placed = placed("\"payWithin\":\"PT1S\"");
    assertThat(placed.get("status").asText()).isEqualTo("UNPAID");

    JsonNode done = awaitEnd(ORDERS, placed);

    assertThat(done.get("status").asText()).isEqualTo("CANCELLED");
    assertThat(time(done, "doneAt")).isAfterOrEqualTo(time(placed, "cancelDueAt"));
    Answer late = client.post(path(ORDERS, placed) + "/payment", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().get("type").asText()).isEqualTo("urn:halfway:problem:cancelled");
  }

  @Test
  void aPaidOrderStaysPaidWhenItsTimeIsOver() throws InterruptedException {
    JsonNode placed = placed("\"delayLevel\":1");

    Answer paid = client.post(path(ORDERS, placed) + "/payment", "");
    Answer again = client.post(path(ORDERS, placed) + "/payment", "");

    assertThat(paid.status()).as(paid.text()).isEqualTo(200);
    assertThat(paid.json().get("status").asText()).isEqualTo("PAID");
    assertThat(again.json()).isEqualTo(paid.json());
    Thread.sleep(
        Duration.between(Instant.now(), time(placed, "cancelDueAt").plusMillis(500)).toMillis());
    assertThat(client.get(path(ORDERS, placed)).json()).isEqualTo(paid.json());
  }

  @Test
  void anOrderWhoseTimeWasOverIsCancelledAtOnce() {
    JsonNode done = awaitEnd(ORDERS, placed("\"payBy\":\"2020-01-01T00:00:00Z\""));

    assertThat(done.get("status").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void anOrdersTimerIsNoMessage() {
    String id = placed("\"payWithin\":\"PT1H\"").get("id").asText();

    assertThat(client.get(MESSAGES + "/" + id).status()).isEqualTo(404);
    assertThat(operator.delete(MESSAGES + "/" + id).status()).isEqualTo(404);
    assertThat(pending(1_000)).doesNotContain(id);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String id : List.of(UUID.randomUUID().toString(), "nonsense")) {
      assertThat(client.get(MESSAGES + "/" + id).status()).isEqualTo(404);
      assertThat(operator.delete(MESSAGES + "/" + id).status()).isEqualTo(404);
      assertThat(client.get(ORDERS + "/" + id).status()).isEqualTo(404);
      assertThat(client.post(ORDERS + "/" + id + "/payment", "").status()).isEqualTo(404);
    }
  }

  @Test
  void recallingIsForOperators() {
    JsonNode sent = sent("\"delay\":\"PT1H\"");

    assertThat(client.delete(path(MESSAGES, sent)).status()).isEqualTo(401);
    assertThat(client.get(path(MESSAGES, sent)).json().get("status").asText()).isEqualTo("PENDING");
    operator.delete(path(MESSAGES, sent));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "text | {'delayLevel':1}",
        "text | {'text':'','delayLevel':1}",
        "delay | {'text':'x'}",
        "delayLevel | {'text':'x','delayLevel':0}",
        "delayLevel | {'text':'x','delayLevel':19}",
        "delayLevel | {'text':'x','delayLevel':-1}",
        "delayLevel | {'text':'x','delayLevel':1.5}",
        "delay | {'text':'x','delay':'-PT1S'}",
        "delay | {'text':'x','delay':'PT-1S'}",
        "delay | {'text':'x','delay':'soon'}",
        "delay | {'text':'x','delay':'P1Y'}",
        "delay | {'text':'x','delay':'P36501D'}",
        "delay | {'text':'x','delay':'PT9999999999999999999S'}",
        "delay | {'text':'x','delay':5}",
        "deliverAt | {'text':'x','deliverAt':'tomorrow'}",
        "deliverAt | {'text':'x','deliverAt':'2026-11-22T10:15:30'}",
        "deliverAt | {'text':'x','deliverAt':'+10000-01-01T00:00:00Z'}",
        "deliverAt | {'text':'x','deliverAt':'1969-12-31T23:59:59Z'}",
        "delay | {'text':'x','delayLevel':1,'delay':'PT1S'}",
        "deliverAt | {'text':'x','delayLevel':1,'deliverAt':'2099-01-01T00:00:00Z'}",
        "deliverAt | {'text':'x','delay':'PT1S','deliverAt':'2099-01-01T00:00:00Z'}",
        "to | {'text':'x','delayLevel':1,'to':'ada'}",
        "body | []",
      })
  void namesTheFieldOfAMessageThatIsWrong(String field, String body) {
    assertWrong(client.post(MESSAGES, body.replace('\'', '"')), field);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "amount | {'payWithin':'PT1S'}",
        "amount | {'amount':0,'payWithin':'PT1S'}",
        "amount | {'amount':-1,'payWithin':'PT1S'}",
        "amount | {'amount':1000000.01,'payWithin':'PT1S'}",
        "amount | {'amount':1.001,'payWithin':'PT1S'}",
        "amount | {'amount':'much','payWithin':'PT1S'}",
        "payWithin | {'amount':1}",
        "payWithin | {'amount':1,'payWithin':'-PT1S'}",
        "payWithin | {'amount':1,'payWithin':'PT1S','delayLevel':1}",
        "payBy | {'amount':1,'payBy':'never'}",
        "payBy | {'amount':1,'payWithin':'PT1S','payBy':'2099-01-01T00:00:00Z'}",
        "delayLevel | {'amount':1,'delayLevel':19}",
      })
  void namesTheFieldOfAnOrderThatIsWrong(String field, String body) {
    assertWrong(client.post(ORDERS, body.replace('\'', '"')), field);
  }

  @ParameterizedTest
  @CsvSource({
    "limit,limit=0",
    "limit,limit=1001",
    "after,after=x",
    "after,after=1_00000000-0000-0000-0000-00000000000g",
    "after,after=1_------------------------------------"
  })
  void namesTheParameterThatIsWrong(String parameter, String query) {
    assertWrong(client.get(MESSAGES + "?" + query), parameter);
  }

  private static void assertWrong(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  private JsonNode sent(String when) {
    Answer answer = client.post(MESSAGES, "{\"text\":\"hello\",%s}".formatted(when));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.header("Location")).endsWith(path(MESSAGES, answer.json()));
    return answer.json();
  }

  private JsonNode placed(String when) {
    Answer answer = client.post(ORDERS, "{\"amount\":42.5,%s}".formatted(when));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static String path(String collection, JsonNode one) {
    return collection + "/" + one.get("id").asText();
  }

  private static Instant time(JsonNode of, String field) {
    return Instant.parse(of.get(field).asText());
  }

  private JsonNode awaitEnd(String collection, JsonNode one) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.get(path(collection, one)).json(), now -> now.has("doneAt"));
  }

  /** The ids of all pending messages, from page to page. */
  private List<String> pending(int limit) {
    List<String> ids = new ArrayList<>();
    String page = MESSAGES + "?limit=" + limit;
    while (!page.isEmpty()) {
      Answer answer = client.get(page);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().size()).isLessThanOrEqualTo(limit);
      ids.addAll(answer.json().findValuesAsText("id"));
      Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      page = next.find() ? next.group(1) : "";
    }
    return ids;
  }
}
