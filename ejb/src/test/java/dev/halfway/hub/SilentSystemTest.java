package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.testing.Injected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system that takes a connection, and then says nothing. */
@Timeout(60)
class SilentSystemTest {

  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
  }

  @Test
  void keepsNoRequestWaitingOnceTheHubStops() throws Exception {
    HttpSystem http = StubSystem.http();
    URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());

    FutureTask<HttpSystem.Answer> waiting =
        run(() -> http.send(HttpSystem.request(address).GET().build()));
    try (Socket connected = silent.accept()) {
      assertThat(connected.getInputStream().read()).isNotNegative();
      http.stop();

      assertThat(waiting)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IOException.class);
    }
    FutureTask<HttpSystem.Answer> late =
        run(() -> http.send(HttpSystem.request(address).GET().build()));
    assertThat(late).failsWithin(30, TimeUnit.SECONDS);
  }

  @Test
  void keepsNoRecordWaitingOnceTheHubStops() throws Exception {
    Kafka kafka = new Kafka();
    Injected.into(kafka, "servers", Optional.of("127.0.0.1:" + silent.getLocalPort()));
    Injected.into(kafka, "topic", "events");
    Batch batch =
        Batch.of(
            List.of(new Chunk(UUID.randomUUID(), List.of(new Event("1", "{}")))), Instant.now());

    FutureTask<Outcome> waiting = run(() -> kafka.write(batch));
    try (Socket connected = silent.accept()) {
      assertThat(connected.getInputStream().read()).isNotNegative();
      kafka.stop();

      assertThat(waiting)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IOException.class);
    }
    assertThat(run(() -> kafka.write(batch))).failsWithin(30, TimeUnit.SECONDS);
    kafka.close();
  }

  private static <T> FutureTask<T> run(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
