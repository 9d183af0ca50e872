package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.fault.FaultPoint;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Ordering over HTTP, and asking what has come of it. */
public final class Ordering {

  static final String PATH = "api/transaction/orders";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Ordering() {}

  static String any(String what) {
    return what + "-" + UUID.randomUUID();
  }

  /** An order of one line. */
  public static String body(String customer, String item, int quantity, String price) {
    return "{\"customer\":\"%s\",\"lines\":[%s]}".formatted(customer, line(item, quantity, price));
  }

  static String line(String item, int quantity, String price) {
    return "{\"item\":\"%s\",\"quantity\":%d,\"price\":%s}".formatted(item, quantity, price);
  }

  static Answer order(Client client, Mode mode, String body) {
    return client.post(PATH + "?mode=" + mode.name().toLowerCase(Locale.ROOT), body);
  }

  /** Places an order that is accepted; where to see it. */
  public static String placed(Client client, Mode mode, String body) {
    Answer answer = order(client, mode, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.header("Location");
  }

  /** Begins to place an order of one line, and does not care what becomes of it. */
  static CompletableFuture<Void> begun(Client client, Mode mode, String customer) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            order(client, mode, body(customer, "tea", 1, "1"));
          } catch (UncheckedIOException e) {
            // It died with its server.
          }
        },
        task -> new Thread(task, customer).start());
  }

  /** The same, and waits until it has come to a point, where it stays. */
  static CompletableFuture<Void> held(FaultPoint point, Client client, Mode mode, String customer) {
    point.block();
    CompletableFuture<Void> order = begun(client, mode, customer);
    point.awaitReached();
    return order;
  }

  /** Waits until all systems have had their effect. */
  public static JsonNode awaitDone(Client client, String location) {
    await(location)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                expect(client.get(location)).findValuesAsText("state").stream()
                    .allMatch("DONE"::equals));
    return expect(client.get(location));
  }

  static JsonNode expect(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
