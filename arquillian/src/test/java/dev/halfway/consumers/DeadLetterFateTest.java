package dev.halfway.consumers;

import static dev.halfway.server.InsideServer.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.consumers.DeadLetters.DeadLetter;
import dev.halfway.persistence.Sql;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A consumer fails with what nobody foresaw: whoever asks for what its message is about learns it.
 */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class DeadLetterFateTest {

  /** halfway.redelivery.max-attempts of this server. */
  private static final int MAX_ATTEMPTS = 4;

  private final HttpClient http = HttpClient.newHttpClient();
  private ConnectionFactory connections;
  private DeadLetters deadLetters;
  private Sql sql;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(DeadLetterFateTest.class);
  }

  @BeforeEach
  void lookUp() {
    connections = InsideServer.lookup("java:/JmsXA", ConnectionFactory.class);
    deadLetters = InsideServer.bean(DeadLetters.class);
    sql = new Sql(InsideServer.lookup("java:/jdbc/Halfway", DataSource.class));
  }

  @Test
  void aRegistrationHasFailedAndIsPendingAgainWhenItsLetterIsSentBack() throws Exception {
    UUID id = UUID.randomUUID();
    sql.update(
        "INSERT INTO registration (id, username, phone, registered_at, sms, attempts)"
            + " VALUES (?, ?, '+4915112345678', CURRENT_TIMESTAMP, 'PENDING', 0)",
        id,
        id.toString());
    String path = "decoupling/registrations/" + id;

    String letter = sendNonsense("java:/jms/decoupling/sms", "SmsRequested/1", id);

    waitUntil(() -> get(path).getString("sms").equals("FAILED"));
    assertThat(get(path).getInt("attempts")).isEqualTo(MAX_ATTEMPTS);
    assertThat(get(path).getString("lastError"))
        .isEqualTo("message is not the JSON of SmsRequested");

    waitUntil(() -> deadLetters.redeliver(UUID.fromString(letter), "test"));
    waitUntil(() -> get(path).getInt("attempts") > MAX_ATTEMPTS);
    waitUntil(() -> get(path).getString("sms").equals("FAILED"));
    assertThat(get(path).getInt("attempts")).isEqualTo(2 * MAX_ATTEMPTS);
  }

  @Test
  void anOrderNamesEachSystemThatCouldNotTakeIt() throws Exception {
    String id =
        post(
            "transaction/orders",
            "{\"customer\":\"ada\",\"lines\":[{\"item\":\"tea\",\"quantity\":1,\"price\":1}]}");

    sendNonsense("java:/jms/transaction/orders", "OrderPlaced/1", UUID.fromString(id));

    assertGivenUp(
        "transaction/orders/" + id, "transaction.cart", "transaction.points", "transaction.stock");
    assertThat(letters()).filteredOn(DeadLetter::consumer, "transaction.points").isNotEmpty();
  }

  @Test
  void anOrderOfTheLotteryNamesWhoCouldNotGoOn() throws Exception {
    String id = post("bus/orders", "{\"game\":\"fate\",\"numbers\":[1,2],\"stake\":1}");

    sendNonsense("java:/jms/bus/centre", "TicketIssued/1", UUID.fromString(id));

    assertGivenUp("bus/orders/" + id, "bus.centre");
  }

  @Test
  void aTimerThatCannotFireSaysSo() throws Exception {
    String order = post("delay/orders", "{\"amount\":1,\"payWithin\":\"PT1H\"}");
    String message = post("delay/messages", "{\"text\":\"later\",\"delay\":\"PT1H\"}");

    sendNonsense("java:/jms/delay/timers", "TimerDue/1", UUID.fromString(order));
    sendNonsense("java:/jms/delay/timers", "TimerDue/1", UUID.fromString(message));

    assertGivenUp("delay/orders/" + order, "delay");
    assertGivenUp("delay/messages/" + message, "delay");
  }

  private void assertGivenUp(String path, String... consumers) throws InterruptedException {
    waitUntil(
        () -> {
          JsonObject found = get(path);
          return found.containsKey("failures")
              && found.getJsonArray("failures").size() == consumers.length
              && found.getJsonArray("failures").getValuesAs(JsonObject.class).stream()
                  .allMatch(failure -> failure.getBoolean("givenUp"));
        });
    assertThat(get(path).getJsonArray("failures").getValuesAs(JsonObject.class))
        .allSatisfy(
            failure -> {
              assertThat(failure.getInt("attempts")).isEqualTo(MAX_ATTEMPTS);
              assertThat(failure.getString("lastError")).startsWith("message is not the JSON of");
            })
        .extracting(failure -> failure.getString("consumer"))
        .containsExactlyInAnyOrder(consumers);
  }

  private List<DeadLetter> letters() {
    return deadLetters.groups(1000).stream().flatMap(group -> group.messages().stream()).toList();
  }

  private String sendNonsense(String destination, String type, UUID about) throws Exception {
    try (JMSContext context = connections.createContext()) {
      TextMessage message = context.createTextMessage("nonsense");
      message.setJMSType(type);
      message.setStringProperty("halfway_about", about.toString());
      context.createProducer().send(InsideServer.lookup(destination, Destination.class), message);
      return message.getJMSMessageID().substring("ID:".length());
    }
  }

  private JsonObject get(String path) {
    return answer(request(path).build());
  }

  private String post(String path, String body) {
    return answer(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build())
        .getString("id");
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + Integer.getInteger("jboss.http.port") + "/api/" + path));
  }

  private JsonObject answer(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
      try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
        return reader.readObject();
      }
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
