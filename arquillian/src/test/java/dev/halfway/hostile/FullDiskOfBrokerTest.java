package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Hostile;
import dev.halfway.tag.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The disk of a broker outside the server is full: who sends is told so, and waits for nothing. */
@Hostile
@Thorough
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskOfBrokerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Far less than the five minutes after which a client gives up. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);

  private static final String REGISTRATIONS = "api/decoupling/registrations";
  private static final String ADA = "{\"username\":\"%s\",\"phone\":\"+4915112345678\"}";
  private static final String ORDER =
      "{\"customer\":\"ada\",\"lines\":[{\"item\":\"tea\",\"quantity\":1,\"price\":1}]}";

  private final RemoteArtemis broker = RemoteArtemis.fresh("full-disk-broker");
  private ServerProcess server;

  @BeforeAll
  void start() {
    server = ServerProcess.fresh("full-disk-of-broker", broker.start().settings());
    server.configuration("standalone-remote.xml").start();
    put("api/smoothing/items/lamp", "{\"stock\":100}");
  }

  @AfterAll
  void stop() {
    server.close();
    broker.close();
  }

  private record Sending(String path, String body) {

    /** Under a name that nobody has. */
    String once() {
      return body.formatted(UUID.randomUUID());
    }
  }

  private static List<Sending> sendings() {
    return List.of(
        new Sending(REGISTRATIONS, ADA),
        new Sending("api/smoothing/orders", "{\"item\":\"lamp\",\"quantity\":1,\"buyer\":\"ada\"}"),
        new Sending("api/transaction/orders?mode=plain", ORDER),
        new Sending("api/transaction/orders?mode=xa", ORDER),
        new Sending("api/transaction/orders?mode=half", ORDER));
  }

  @Test
  void whoSendsIsToldSoUntilThereIsSpaceAgain() {
    String before = register();

    broker.stop();
    broker.diskIsFull(true).start();
    for (Sending sending : sendings()) {
      await(sending.path())
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                long asked = System.nanoTime();
                Answer answer = server.client().post(sending.path(), sending.once());
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(TOLD_WITHIN);
                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
                assertThat(answer.json().get("detail").asText()).contains("is full");
              });
    }
    assertThat(server.client().get("api/queues").status()).isEqualTo(200);

    broker.stop();
    broker.diskIsFull(false).start();
    String after =
        await("accepted again")
            .atMost(PATIENCE)
            .ignoreExceptionsMatching(AssertionError.class::isInstance)
            .until(this::register, location -> true);
    List.of(before, after).forEach(this::awaitSent);
  }

  private String register() {
    Answer answer = server.client().post(REGISTRATIONS, ada());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return REGISTRATIONS + "/" + answer.json().get("id").asText();
  }

  private static String ada() {
    return ADA.formatted(UUID.randomUUID());
  }

  private void awaitSent(String registration) {
    await("its SMS is sent")
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .until(() -> server.client().get(registration).json().path("sms").asText().equals("SENT"));
  }

  private void put(String path, String json) {
    Answer answer = server.operator().put(path, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
