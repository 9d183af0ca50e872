package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many who send byte by byte, or never read: each costs a connection, and none a thread. The server
 * has 64 of them, and a heap of half a gigabyte.
 */
@Hostile
@OnManagedServer
class SlowClientsTest {

  private static final int SLOW = 300;
  private static final int MANY = 1_000;
  private static final int NOT_READING = 80;
  private static final int ASKED = 60;
  private static final String JSON = "Host: localhost\r\nContent-Type: application/json\r\n";

  private final Client others = ManagedServer.client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/accounts/eve HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n{",
        "PUT /api/smoothing/items/x HTTP/1.1\r\n"
            + JSON
            + "Transfer-Encoding: chunked\r\n\r\n3c\r\n{",
        "POST /nothing HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n{",
        "GET /openapi HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n{",
        "POST /drivers/eve HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n{",
        "POST /api/hub/events HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n[",
        // Refused before it has come.
        "POST /api/hub/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/html\r\n"
            + "Content-Length: 60\r\n\r\n{",
        "PUT /api/accounts/eve HTTP/1.1\r\n" + JSON + "Content-Length: 90000000\r\n\r\n{",
        "PUT /api/accounts/eve HTTP/1.1\r\nAuthorization: Basic !!!\r\n"
            + JSON
            + "Content-Length: 60\r\n\r\n{",
      })
  void bodiesThatComeByteByByteKeepNobodyWaiting(String request) {
    assertOthersAreServedDuring(SLOW, 0, request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/delay/levels?",
        "GET /api/delay/levels HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        "GET /api/delay/levels HTTP/1.1\r\nHost: localhost\r\nCookie: a=",
        "GET /drivers/eve HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Key: ",
      })
  void headersWithoutAnEndStayWithinTheHeap(String request) {
    assertOthersAreServedDuring(MANY, 0, request + "a".repeat(16_000 - request.length()));
  }

  /** A header of a megabyte was read before: a few hundred of them were the whole heap. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/accounts/eve HTTP/1.1\r\n" + JSON + "Content-Length: 65000\r\n\r\n",
        "POST /api/hub/events HTTP/1.1\r\n" + JSON + "Content-Length: 65000\r\n\r\n",
      })
  void longBodiesWithoutAnEndStayWithinTheHeap(String request) {
    assertOthersAreServedDuring(MANY, 0, request + " ".repeat(64_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/delay/levels", "/index.html", "/openapi", "/nothing", "/drivers/eve"})
  void whoDoesNotReadAnswersKeepsNobodyWaiting(String path) {
    assertOthersAreServedDuring(
        NOT_READING, 2_048, ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(100));
  }

  private void assertOthersAreServedDuring(int clients, int unread, String request) {
    long quiet = percentile99();
    try (Slow slow = new Slow(clients, unread, request)) {
      assertThat(slow.clients).hasSize(clients);
      // The first ones come while the server answers all that was asked: that is work, no waiting.
      percentile99();
      long busy = percentile99();
      // A second; more where the machine is so busy that it takes long without any attack too.
      assertThat(busy).as("ms, %d without", quiet).isLessThan(Math.max(1_000, 20 * quiet));
    }
  }

  private long percentile99() {
    return Others.percentile99(others, "api/delay/levels", ASKED);
  }

  /** Clients that have sent a part of a request, and send a byte from time to time. */
  private static final class Slow implements AutoCloseable {
    private final List<Raw> clients = new ArrayList<>();
    private final ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();

    Slow(int number, int unread, String request) {
      for (int i = 0; i < number; i++) {
        Raw client = new Raw(unread);
        clients.add(client);
        client.send(request);
      }
      if (unread == 0) {
        var unused =
            dripping.scheduleWithFixedDelay(
                () -> clients.forEach(client -> client.send("a")), 1, 1, TimeUnit.SECONDS);
      }
    }

    @Override
    public void close() {
      dripping.shutdownNow();
      clients.forEach(Raw::close);
    }
  }
}
