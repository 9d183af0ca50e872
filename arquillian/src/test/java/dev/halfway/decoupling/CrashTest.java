package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.awaitSms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.decoupling.Registering.Registered;
import dev.halfway.decoupling.smpp.Behaviour;
import dev.halfway.decoupling.smpp.SimulatedSms;
import dev.halfway.decoupling.smpp.SmsCentreSimulator;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server ends, in order or not, while SMS are on their way; the SMS centre is a process that
 * survives it. The same on every database.
 */
abstract class CrashTest {

  private static final int COUNT = 40;
  private static final int CONSUMERS = 8;
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final String PASSWORD = "secret";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SmsCentreSimulator centre;
  private ServerProcess server;

  /** What makes the server use the database under test. */
  abstract Map<String, String> database();

  @BeforeEach
  void start() throws IOException {
    centre = SmsCentreSimulator.start(0, "halfway", PASSWORD, threads);
    Map<String, String> settings = new HashMap<>(database());
    settings.put("halfway.decoupling.smpp.host", "127.0.0.1");
    settings.put("halfway.decoupling.smpp.port", String.valueOf(centre.port()));
    settings.put("halfway.decoupling.smpp.password", PASSWORD);
    settings.put("halfway.redelivery.delay", "100");
    server = ServerProcess.fresh(getClass().getSimpleName(), settings).start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    centre.close();
    threads.shutdown();
  }

  @Test
  void losesNothingHoweverTheServerEnds() {
    centre.behave(Behaviour.DOWN);
    List<Registered> waiting = register();
    server.kill();
    server.start();
    centre.behave(Behaviour.NORMAL);
    awaitSms(server.client(), waiting, "SENT");
    assertThat(repeated(waiting)).as("SMS that were not on their way when it was killed").isZero();

    List<Registered> stopped = registerAndAwaitSome();
    server.stop();
    assertThat(missing(stopped)).as("the stop came too late to test anything").isPositive();
    startAgain();
    awaitSms(server.client(), stopped, "SENT");

    List<Registered> killed = registerAndAwaitSome();
    server.kill();
    assertThat(missing(killed)).as("the kill came too late to test anything").isPositive();
    startAgain();
    awaitSms(server.client(), killed, "SENT");

    assertThat(missing(stopped) + missing(killed)).isZero();
    // SMPP has no transaction: what was on its way may go out again, and nothing else.
    assertThat(repeated(stopped)).isLessThanOrEqualTo(CONSUMERS);
    assertThat(repeated(killed)).isLessThanOrEqualTo(CONSUMERS);
    assertThat(server.console()).doesNotContain(PASSWORD);
  }

  private List<Registered> register() {
    return IntStream.range(0, COUNT).mapToObj(i -> Registering.register(server.client())).toList();
  }

  /** Returns when the first SMS have arrived; each of the others takes its time. */
  private List<Registered> registerAndAwaitSome() {
    centre.behave(Behaviour.DOWN);
    List<Registered> registered = register();
    centre.behave(Behaviour.slow(SLOW));
    await().atMost(Duration.ofMinutes(1)).until(() -> missing(registered) <= COUNT - CONSUMERS);
    return registered;
  }

  private void startAgain() {
    centre.behave(Behaviour.NORMAL);
    server.start();
  }

  private long missing(List<Registered> registered) {
    return registered.stream().filter(one -> received(one).isEmpty()).count();
  }

  private long repeated(List<Registered> registered) {
    return registered.stream().mapToLong(one -> Math.max(0, received(one).size() - 1)).sum();
  }

  private List<SimulatedSms> received(Registered one) {
    return centre.receivedBy(one.phone());
  }
}
