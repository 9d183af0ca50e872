package dev.halfway.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server ends within its limit although its broker or its database says nothing, and has lost
 * nothing when it is started again.
 */
@Thorough
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopWithoutAnswersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What else ends the waits: the database's connections give up then. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(90);

  private static final String REGISTRATIONS = "api/decoupling/registrations";

  private final Postgres postgres = Postgres.start();
  private final RemoteArtemis broker = RemoteArtemis.fresh("stop-broker").maxAttempts(-1);
  private ServerProcess server;

  private enum Outage {
    BROKER_IS_GONE {
      @Override
      void begin(StopWithoutAnswersTest test) {
        test.broker.kill();
      }

      @Override
      void end(StopWithoutAnswersTest test) {
        test.broker.start();
      }
    },
    BROKER_IS_SILENT {
      @Override
      void begin(StopWithoutAnswersTest test) {
        test.broker.pause();
      }

      @Override
      void end(StopWithoutAnswersTest test) {
        test.broker.resume();
      }
    },
    DATABASE_IS_SILENT {
      @Override
      void begin(StopWithoutAnswersTest test) {
        test.postgres.pause();
      }

      @Override
      void end(StopWithoutAnswersTest test) {
        test.postgres.resume();
      }
    };

    abstract void begin(StopWithoutAnswersTest test);

    abstract void end(StopWithoutAnswersTest test);
  }

  @BeforeAll
  void start() {
    Map<String, String> settings = new HashMap<>(StoppedTest.shortTimes());
    settings.putAll(postgres.settings());
    settings.putAll(broker.start().settings());
    settings.put("halfway.stop-within", "PT9S");
    server = ServerProcess.fresh("stop-without-answers", settings);
    server.configuration("standalone-remote.xml");
  }

  @AfterAll
  void stop() {
    server.close();
    broker.close();
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void endsWithinTheLimit(Outage outage) {
    server.start();
    String registration = register();

    outage.begin(this);
    long begun = System.nanoTime();
    server.stop();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    outage.end(this);

    assertThat(took).isLessThan(SOCKET_TIMEOUT);
    server.start();
    await("the SMS is sent")
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .until(() -> server.client().get(registration).json().path("sms").asText().equals("SENT"));
    server.stop();
  }

  private String register() {
    String ada = "{\"username\":\"ada-%d\",\"phone\":\"+4915112345678\"}";
    Answer answer = server.client().post(REGISTRATIONS, ada.formatted(System.nanoTime()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return REGISTRATIONS + "/" + answer.json().get("id").asText();
  }
}
