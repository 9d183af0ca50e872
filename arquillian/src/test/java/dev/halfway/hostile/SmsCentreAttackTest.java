package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever can reach the port of the simulated SMS centre, without its password. */
@Hostile
@OnManagedServer
class SmsCentreAttackTest {

  private static final int BIND_TRANSCEIVER = 9;
  private static final int HEADER = 16;

  private final Client client = ManagedServer.client();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    String address = client.get("api/decoupling/sms-centre").json().get("address").asText();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    return socket;
  }

  @Test
  void idleConnectionsAndLengthsOfGigabytesKeepNoSmsFromItsUser() throws Exception {
    for (int i = 0; i < 300; i++) {
      Socket socket = connect();
      if (i % 3 == 0) {
        socket
            .getOutputStream()
            .write(
                ByteBuffer.allocate(HEADER)
                    .putInt(Integer.MAX_VALUE)
                    .putInt(BIND_TRANSCEIVER)
                    .array());
      }
    }

    String phone = "+49151" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
    Answer registered =
        client.post(
            "api/decoupling/registrations",
            "{\"username\":\"user-%s\",\"phone\":\"%s\"}".formatted(UUID.randomUUID(), phone));
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);

    await("its SMS is sent")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client
                    .get(registered.header("Location"))
                    .json()
                    .get("sms")
                    .asText()
                    .equals("SENT"));
  }
}
