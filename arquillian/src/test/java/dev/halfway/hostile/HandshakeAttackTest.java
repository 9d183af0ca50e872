package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver's handshake that is none. */
@Hostile
@OnManagedServer
class HandshakeAttackTest {

  /** The server looks for parameters in a form, waits for all of it and keeps it in memory. */
  @ParameterizedTest
  @CsvSource({"GET, 9, 400", "POST, 9, 400", "GET, 2000000000, 413", "POST, 2000000000, 413"})
  void aFormIsNotReadForTheParametersOfAHandshake(String method, String length, String status) {
    String request =
        "%s /drivers/eve HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: %s\r\n\r\nlastSeen=";
    try (Raw client = new Raw()) {
      client.send(request.formatted(method, length));

      assertThat(client.status()).startsWith("HTTP/1.1 " + status + " ");
    }
  }
}
