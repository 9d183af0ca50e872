package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.awaitSms;
import static dev.halfway.decoupling.Registering.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.decoupling.Registering.Registered;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SMS centre is out of reach for longer than anything is retried. */
@OnManagedServer
class SmsCentreDownTest {

  private final Client client = ManagedServer.client();
  private final SimulatedCentre centre = new SimulatedCentre(ManagedServer.operator());

  @AfterEach
  void comeBack() {
    centre.behaveNormally();
  }

  @Test
  void registrationsGoOnAndEachSmsLeavesOnceWhenTheCentreIsBack() throws InterruptedException {
    List<Registered> before = register(20);
    centre.behave("{\"mode\":\"DOWN\"}");
    List<Registered> during = register(40);

    // Attempts are used up after less than 1 s in this server's configuration; an outage must use
    // up none.
    Thread.sleep(Duration.ofSeconds(30).toMillis());
    during.forEach(
        registered -> {
          assertThat(look(client, registered).get("sms").asText()).isEqualTo("PENDING");
          assertThat(look(client, registered).get("attempts").asInt()).isZero();
        });

    centre.behaveNormally();
    awaitSms(client, before, "SENT");
    awaitSms(client, during, "SENT");
    assertThat(before).allSatisfy(this::wasSentOnce);
    assertThat(during).allSatisfy(this::wasSentOnce);
  }

  @Test
  void inlineFailsWithTheCentreAndStoresNothing() {
    centre.behave("{\"mode\":\"DOWN\"}");
    centre.awaitState("CONNECTING");
    String username = Registering.anyUsername();
    String body = Registering.body(username, Registering.anyPhone());

    Answer answer = client.post(Registering.PATH + "?sms=inline", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(client.post(Registering.PATH, body).status()).isEqualTo(201);
  }

  /** It has the connection and says nothing: the SMS may be on its way. */
  @Test
  void inlineFailsWithASilentCentreAndSaysThatTheSmsMayHaveBeenSent() {
    centre.awaitState("BOUND");
    centre.behave("{\"mode\":\"SILENT\"}");
    String body = Registering.body(Registering.anyUsername(), Registering.anyPhone());

    Answer answer = client.post(Registering.PATH + "?sms=inline", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.json().get("type").asText())
        .isEqualTo("urn:halfway:problem:sms-outcome-unknown");
    assertThat(answer.json().get("detail").asText()).contains("may have been sent");
    assertThat(client.post(Registering.PATH, body).status()).isEqualTo(201);
  }

  private List<Registered> register(int count) {
    return IntStream.range(0, count).mapToObj(i -> Registering.register(client)).toList();
  }

  private void wasSentOnce(Registered registered) {
    assertThat(centre.messagesTo(registered.phone())).hasSize(1);
  }
}
