package dev.halfway.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.broadcast.DispatchLoad;
import dev.halfway.bus.LotteryLoad;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.decoupling.RegistrationLoad;
import dev.halfway.delay.TimerLoad;
import dev.halfway.hub.EventLoad;
import dev.halfway.load.Load;
import dev.halfway.server.ServerProcess;
import dev.halfway.smoothing.SaleLoad;
import dev.halfway.tag.Thorough;
import dev.halfway.transaction.OrderLoad;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything is stopped in order, and started again, while all scenarios are at work: nothing that
 * was promised is lost or happens twice, and what an operator has set stays as it was. The siblings
 * are the tests that kill.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoppedTest {

  private static final int SOME = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SETTINGS = "api/smoothing/settings";
  private static final String SET = "{\"concurrency\":3,\"maxBacklog\":99999,\"rate\":0}";

  private final Postgres postgres = Postgres.start();
  private final Rows rows = new Rows(postgres.dataSource());

  /** Started, with this database. */
  abstract ServerProcess server();

  final Postgres postgres() {
    return postgres;
  }

  @BeforeEach
  void goOn() {
    if (!server().isAlive()) {
      server().start();
    }
  }

  @AfterAll
  void stop() {
    server().close();
    postgres.close();
  }

  @Thorough
  @Test
  void keepsWhatWasPromisedWhenTheDatabaseIsStopped() {
    assertNothingIsLostBy(
        () -> {
          postgres.stop();
          postgres.restart();
        });
  }

  /**
   * Has all scenarios at work before, meanwhile and afterwards, one subsystem of the bus and one
   * sink of the hub paused all the time.
   */
  final void assertNothingIsLostBy(Runnable stop) {
    operate("api/bus/subsystems/ticketing/pause");
    operate("api/hub/sinks/files/pause");
    assertThat(server().operator().put(SETTINGS, SET).status()).isEqualTo(200);
    List<Load> loads =
        List.of(
            OrderLoad.on(server().client(), rows, 1),
            SaleLoad.on(server().client(), rows).start(),
            new RegistrationLoad(server().client()).start(),
            new LotteryLoad(server().client()).start(),
            new TimerLoad(server().client(), rows).start(),
            new DispatchLoad(server().client()).start(),
            new EventLoad(server()).start());
    try {
      loads.parallelStream().forEach(load -> load.awaitAccepted(SOME));
      awaitWaiting(SOME);
      int before = waiting();
      stop.run();
      assertThat(waiting()).as("what waits for who is paused").isGreaterThanOrEqualTo(before);
      assertThat(one("api/bus/subsystems", "ticketing").get("paused").asBoolean()).isTrue();
      assertThat(one("api/hub/sinks", "files").get("paused").asBoolean()).isTrue();
      assertThat(answered(SETTINGS)).hasToString(SET);
      loads.parallelStream().forEach(load -> load.awaitAccepted(SOME));
    } finally {
      loads.forEach(Load::close);
    }
    operate("api/bus/subsystems/ticketing/resume");
    operate("api/hub/sinks/files/resume");
    loads.forEach(Load::assertKept);
  }

  private void operate(String path) {
    Answer answer = server().operator().post(path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private void awaitWaiting(int messages) {
    await("messages wait for ticketing")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> waiting() >= messages);
  }

  private int waiting() {
    return one("api/queues", "halfway.bus-ticketing").get("depth").asInt();
  }

  private JsonNode one(String path, String name) {
    for (JsonNode one : answered(path)) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Once the server answers again. */
  private JsonNode answered(String path) {
    return await("an answer from " + path)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(UncheckedIOException.class)
        .until(() -> server().client().get(path), answer -> answer.status() == 200)
        .json();
  }

  static Map<String, String> shortTimes() {
    return Map.of(
        "halfway.half.immunity", "1000",
        "halfway.half.check-interval", "200",
        "halfway.redelivery.delay", "200",
        "halfway.redelivery.max-delay", "1000",
        // What a dead letter waits for is an operator.
        "halfway.redelivery.max-attempts", "-1",
        "halfway.bus.answer-within", "PT5M",
        // The transaction manager looks every two minutes by default.
        "RecoveryEnvironmentBean.periodicRecoveryPeriod", "5",
        "RecoveryEnvironmentBean.recoveryBackoffPeriod", "1");
  }
}
