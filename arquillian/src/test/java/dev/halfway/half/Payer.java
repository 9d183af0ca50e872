package dev.halfway.half;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.half.payments.Completion;
import dev.halfway.half.payments.PaymentServlet;
import dev.halfway.half.payments.Payments;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.HoldingResource;
import dev.halfway.server.ServerProcess;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Has payments made by an application in a server, whose messages go to the probe's queue.
 *
 * @param client of the server
 * @param factory JNDI name of the connection factory
 */
record Payer(Client client, String factory) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The application. Its archive says nothing of the adapter. */
  private static WebArchive war() {
    return ShrinkWrap.create(WebArchive.class, "payments.war")
        .addClasses(
            PaymentServlet.class,
            PaymentServlet.class.getDeclaredClasses()[0],
            Payments.class,
            Completion.class,
            HoldingResource.class);
  }

  /** Deploys the application. */
  static Payer deployTo(ServerProcess server, String factory) {
    server.deploy(war());
    return new Payer(server.client(), factory);
  }

  /** The same by another connection factory. */
  Payer by(String other) {
    return new Payer(client, other);
  }

  /**
   * A transaction that writes a row and sends a message.
   *
   * @return empty when it has committed, or was rolled back by the application; otherwise all that
   *     the application gets to see
   */
  String pay(String key, Completion completion, String text) {
    return pay(key, completion, text, "AFTER");
  }

  /** A transaction that writes its row before it sends its message, in a thread of its own. */
  CompletableFuture<String> startPayingBeforeSending(String key) {
    return CompletableFuture.supplyAsync(
        () -> pay(key, Completion.COMMIT, "", "BEFORE"), task -> new Thread(task, key).start());
  }

  /** A transaction that only sends a message. */
  String send(String key, String text) {
    return pay(key, Completion.COMMIT, text, "NONE");
  }

  private String pay(String key, Completion completion, String text, String row) {
    Answer answer =
        client.post(
            "payments/payments?factory=%s&queue=%s&key=%s&text=%s&completion=%s&row=%s"
                .formatted(
                    encoded(factory),
                    HalfProbe.QUEUE,
                    encoded(key),
                    encoded((key + " " + text).strip()),
                    completion,
                    row),
            "");
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + ": " + answer.text());
    }
    return answer.text();
  }

  /** A transaction that stands still for ever, when it has come that far. */
  CompletableFuture<String> payHalfway(String key, Completion completion) {
    CompletableFuture<String> paying =
        CompletableFuture.supplyAsync(() -> pay(key, completion, ""));
    await("payment %s stands still".formatted(key))
        .atMost(PATIENCE)
        .until(() -> client.get("payments/payments").text().contains("\"" + key + "\""));
    return paying;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
