package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No request that reads needs two connections at once: with one left in the pool all answer. */
@OnManagedServer
class OneConnectionTest {

  /** {@code halfway.db.pool}, less one. */
  private static final int HELD = 31;

  private static final String CONNECTIONS = "one-connection/held";

  private final Client client = ManagedServer.operator();

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(WebArchive.class, "one-connection.war")
        .addClass(HeldConnections.class);
  }

  @AfterEach
  void giveThemBack() {
    assertThat(client.delete(CONNECTIONS).status()).isEqualTo(200);
  }

  @Test
  void everyRequestThatReadsIsAnsweredByOneConnection() {
    List<String> paths = pathsToRead();
    assertThat(paths).hasSizeGreaterThan(25);

    assertThat(client.post(CONNECTIONS + "?count=" + HELD, "").status()).isEqualTo(200);

    for (String path : paths) {
      Answer answer = client.get(path);
      assertThat(answer.status()).as(path + ": " + answer.text()).isIn(200, 404);
    }
  }

  /** Of what there is, where a path names something; else of what there is not. */
  private List<String> pathsToRead() {
    Map<String, String> places =
        Map.of(
            "/api/decoupling/registrations/{id}",
            placed("registrations", "{'username':'%s','phone':'+4915112345678'}", "decoupling"),
            "/api/transaction/orders/{id}",
            placed(
                "orders",
                "{'customer':'%s','lines':[{'item':'tea','quantity':1,'price':1}]}",
                "transaction"),
            "/api/bus/orders/{id}",
            placed("orders", "{'game':'%s','numbers':[1],'stake':1}", "bus"),
            "/api/delay/orders/{id}",
            placed("orders", "{'amount':1,'payWithin':'PT1H'}", "delay"),
            "/api/delay/messages/{id}",
            placed("messages", "{'text':'%s','delay':'PT1H'}", "delay"),
            "/api/broadcast/dispatches/{id}",
            placed("dispatches", "{'pickup':'%s','dropoff':'b','fare':1}", "broadcast"));
    JsonNode api = client.get("openapi?format=JSON").json();
    List<String> paths = new ArrayList<>();
    api.get("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has("get")) {
                paths.add(filled(path.getKey(), places));
              }
            });
    return paths;
  }

  private String placed(String what, String body, String scenario) {
    Answer answer =
        client.post(
            "api/" + scenario + "/" + what, body.replace('\'', '"').formatted(UUID.randomUUID()));
    return answer.header("Location");
  }

  private static String filled(String path, Map<String, String> places) {
    for (Map.Entry<String, String> place : places.entrySet()) {
      if (path.startsWith(place.getKey())) {
        return place.getValue() + path.substring(place.getKey().length());
      }
    }
    return path.substring(1)
        .replace("queues/{name}", "queues/halfway.decoupling.sms")
        .replace("{id}", UUID.randomUUID().toString())
        .replaceAll("\\{\\w+}", "nobody");
  }
}
