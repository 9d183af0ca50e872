package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client.Answer;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product with a broker outside the server, which comes and goes. */
@Thorough
class RemoteBrokerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private RemoteArtemis broker;
  private ServerProcess server;

  @BeforeEach
  void startWithoutTheBroker() {
    broker = RemoteArtemis.fresh("remote-broker");
    server =
        ServerProcess.fresh("on-remote-broker", broker.settings())
            .configuration("standalone-remote.xml")
            .launch();
  }

  @AfterEach
  void stop() {
    server.close();
    broker.close();
  }

  @Test
  void sendsAndConsumesWheneverTheBrokerIsThere() {
    server.awaitConsole("WFLYSRV0025");
    assertThat(server.isReady()).isFalse();

    broker.start();
    server.awaitReady();
    awaitSent(register());
    assertThat(server.client().get("api/queues").text()).contains("halfway.decoupling.sms");

    broker.kill();
    // Fails, and much sooner than the client would give up: nobody is kept waiting for the broker.
    assertThat(post().status()).isGreaterThanOrEqualTo(500);
    assertThat(server.isReady()).isFalse();

    broker.start();
    server.awaitReady();
    awaitSent(register());
    assertThat(server.console()).doesNotContain(broker.settings().get("halfway.broker.password"));
  }

  private String register() {
    Answer answer = post();
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.header("Location");
  }

  private Answer post() {
    return server
        .client()
        .post(
            "api/decoupling/registrations",
            "{\"username\":\"user-%s\",\"phone\":\"+4915112345678\"}".formatted(UUID.randomUUID()));
  }

  private void awaitSent(String registration) {
    await(registration)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.client().get(registration).json().get("sms").asText())
                    .isEqualTo("SENT"));
  }
}
