package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.awaitSms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halfway.decoupling.Registering.Registered;
import dev.halfway.decoupling.simulator.Behaviour;
import dev.halfway.decoupling.simulator.SimulatedSms;
import dev.halfway.decoupling.simulator.SmsCentreSimulator;
import dev.halfway.process.ListeningPorts;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The server ends, in order or not, while SMS are on their way; the SMS centre is a process that
 * survives it. The same on every database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

  @BeforeAll
  void start() throws IOException {
    centre = SmsCentreSimulator.start(0, "halfway", PASSWORD, threads);
    Map<String, String> settings = new HashMap<>(database());
    settings.put("halfway.decoupling.smpp.host", "127.0.0.1");
    settings.put("halfway.decoupling.smpp.port", String.valueOf(centre.port()));
    settings.put("halfway.decoupling.smpp.password", PASSWORD);
    settings.put("halfway.redelivery.delay", "100");
    server = ServerProcess.fresh(getClass().getSimpleName(), settings).start();
  }

  @BeforeEach
  void goOn() {
    centre.behave(Behaviour.NORMAL);
    if (!server.isAlive()) {
      server.start();
    }
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    centre.close();
    threads.shutdown();
  }

  @Test
  void nothingListensForASimulatedCentre() {
    assumeTrue(ListeningPorts.areKnown());

    assertThat(ListeningPorts.of(server.pid()))
        .containsExactlyInAnyOrder(
            server.client().request("").build().uri().getPort(), server.managementPort());
    assertThat(server.client().get("api/decoupling/sms-centre").json().get("simulated").asBoolean())
        .isFalse();
  }

  @Thorough
  @Test
  void sendsWhatWaitedOnceWhenTheServerIsKilled() {
    centre.behave(Behaviour.DOWN);
    List<Registered> waiting = register();

    server.kill();

    server.start();
    centre.behave(Behaviour.NORMAL);
    awaitSms(server.client(), waiting, "SENT");
    assertThat(repeated(waiting)).as("SMS that were not on their way when it was killed").isZero();
  }

  @Thorough
  @Test
  void losesNothingWhenTheServerIsStopped() {
    assertLosesNothing(ServerProcess::stop);
  }

  @Test
  void losesNothingWhenTheServerIsKilled() {
    assertLosesNothing(ServerProcess::kill);
  }

  private void assertLosesNothing(Consumer<ServerProcess> end) {
    List<Registered> registered = registerAndAwaitSome();

    end.accept(server);

    assertThat(missing(registered)).as("the end came too late to test anything").isPositive();
    centre.behave(Behaviour.NORMAL);
    server.start();
    awaitSms(server.client(), registered, "SENT");
    assertThat(missing(registered)).isZero();
    // SMPP has no transaction: what was on its way may go out again, and nothing else.
    assertThat(repeated(registered)).isLessThanOrEqualTo(CONSUMERS);
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
