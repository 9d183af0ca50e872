package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.Hostile;
import dev.halfway.server.OnManagedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver's handshake that is none. */
@Hostile
@OnManagedServer
class HandshakeAttackTest {

  /** The server looks for parameters in a form, waits for all of it and keeps it in memory. */
  @ParameterizedTest
  @CsvSource({"GET, 9, 400", "POST, 9, 400", "GET, 2000000000, 413", "POST, 2000000000, 413"})
  void aFormIsNotReadForTheParametersOfAHandshake(String method, String length, String status)
      throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("test.http.port"))) {
      socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(30).toMillis()));
      String head =
          "%s /drivers/eve HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n"
              + "Content-Length: %s\r\n\r\nlastSeen=";
      socket
          .getOutputStream()
          .write(head.formatted(method, length).getBytes(StandardCharsets.US_ASCII));

      assertThat(
              new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                  .readLine())
          .startsWith("HTTP/1.1 " + status + " ");
    }
  }
}
