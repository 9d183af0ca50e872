package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever listens to a comparison and goes away leaves no slot taken. */
@Hostile
@OnManagedServer
class ListenersGoneTest {

  private static final String PATH = "api/transaction/comparisons";
  private static final int SLOTS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Client operator = ManagedServer.operator();

  /** A listener, whose status line was read. */
  private static final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;
    private final String status;

    Listener(String comparison) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("test.http.port"));
      socket
          .getOutputStream()
          .write(
              "GET /%s/%s/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .formatted(PATH, comparison)
                  .getBytes(StandardCharsets.US_ASCII));
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      status = reader.readLine();
    }

    boolean listens() {
      return status.contains(" 200 ");
    }

    /** Tells its peer that nothing more is wanted, in order: all that has come is read. */
    @Override
    public void close() throws IOException {
      while (reader.ready()) {
        reader.skip(1);
      }
      socket.close();
    }
  }

  @Test
  void theirSlotsAreFreeByTheThirdHeartbeat() throws Exception {
    String comparison = begin();
    try (Listener witness = new Listener(comparison)) {
      List<Listener> gone = new ArrayList<>();
      for (int i = 1; i < SLOTS; i++) {
        gone.add(new Listener(comparison));
      }
      assertThat(gone).allMatch(Listener::listens);
      assertThat(isRoom(comparison)).isFalse();
      AtomicInteger heartbeats = count(witness);
      for (Listener one : gone) {
        one.close();
      }

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> isRoom(comparison) || heartbeats.get() > 2);

      assertThat(heartbeats).hasValueLessThanOrEqualTo(2);
    } finally {
      operator.delete(PATH + "/" + comparison);
    }
  }

  private static boolean isRoom(String comparison) throws IOException {
    try (Listener one = new Listener(comparison)) {
      return one.listens();
    }
  }

  /** Counts what the witness hears; ends with the stream. */
  private static AtomicInteger count(Listener witness) {
    AtomicInteger heard = new AtomicInteger();
    Thread reading =
        new Thread(
            () -> {
              try {
                for (String line = witness.reader.readLine();
                    line != null;
                    line = witness.reader.readLine()) {
                  if (line.startsWith("event: heartbeat")) {
                    heard.incrementAndGet();
                  }
                }
              } catch (IOException e) {
                // The test is over.
              }
            });
    reading.setDaemon(true);
    reading.start();
    return heard;
  }

  /** One that takes long, and whose rounds do. */
  private String begin() {
    List<Answer> answers = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              answers.add(
                  operator.post(
                      PATH, "{\"orders\":1000000,\"concurrency\":1,\"modes\":[\"outbox\"]}"));
              return answers.get(answers.size() - 1).status() == 202;
            });
    return answers.get(answers.size() - 1).json().get("id").asText();
  }
}
