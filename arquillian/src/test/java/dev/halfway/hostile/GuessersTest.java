package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Hostile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Who does not know a password, and tries. All come from the address that everybody else comes
 * from, as behind a proxy.
 */
@Hostile
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // What is measured comes before the floods.
class GuessersTest {

  private static final int GUESSERS = 50;
  private static final String PASSWORD = "no crocodile guesses this";

  /** A comparison in a tenth of a second and more, on a virtual machine for a short life. */
  private static final ServerProcess SERVER =
      ServerProcess.fresh("guessers", Map.of("halfway.accounts.iterations", "60000"));

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  @Order(1)
  void unknownAndKnownNamesTakeTheSameTime() {
    for (int i = 0; i < 6; i++) {
      Answer made = put("known" + i);
      assertThat(made.status()).as(made.text()).isEqualTo(200);
    }
    // Half of them are remembered.
    for (int i = 0; i < 3; i++) {
      assertThat(status("known" + i, PASSWORD)).isEqualTo(200);
    }

    // By turns: whatever else the machine does meets both.
    long[] known = new long[12];
    long[] unknown = new long[12];
    for (int i = 0; i < known.length; i++) {
      known[i] = nanosOfARefusal("known" + i % 6);
      unknown[i] = nanosOfARefusal("unknown" + i % 6);
    }

    assertThat(median(known)).isBetween(median(unknown) / 2, median(unknown) * 2);
  }

  @Test
  @Order(2)
  void fiftyGuessersKeepNobodyWaitingAndNobodyOut() {
    Client operator = SERVER.operator();
    assertThat(operator.get("api/accounts").status()).isEqualTo(200);
    AtomicInteger refused = new AtomicInteger();

    try (Guessers guessers =
        new Guessers(i -> i % 2 == 0 ? "operator" : "nobody" + i, refused::incrementAndGet)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> refused.get() > GUESSERS);

      assertThat(Others.percentile99(SERVER.client(), "api/smoothing/stats", 300)).isLessThan(1000);
      assertThat(Others.percentile99(operator, "api/accounts", 300)).isLessThan(1000);
      assertThat(guessers.letIn()).isZero();
    }
    assertThat(operator.get("api/accounts").status()).isEqualTo(200);
    assertThat(refusals()).isGreaterThan(GUESSERS);
  }

  @Test
  @Order(3)
  void whoDoesNotWaitForAnswersGetsNoneAndIsForgottenSoon() {
    AtomicInteger tooMany = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(400);
    for (int i = 0; i < 400; i++) {
      String guess = "guess " + i;
      pool.execute(
          () -> {
            Answer answer = SERVER.client().as("operator", guess).get("api/queues");
            if (answer.status() == 429) {
              assertThat(answer.header("Retry-After")).isEqualTo("5");
              tooMany.incrementAndGet();
            }
          });
    }
    pool.shutdown();
    await().atMost(Duration.ofMinutes(2)).until(pool::isTerminated);

    assertThat(tooMany.get()).isPositive();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> SERVER.operator().get("api/accounts").status() == 200);
    assertThat(SERVER.console()).doesNotContain("guess 1").doesNotContain("Incident");
  }

  private static Answer put(String name) {
    return SERVER
        .operator()
        .put(
            "api/accounts/" + name,
            "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(PASSWORD));
  }

  private static int status(String name, String password) {
    return SERVER.client().as(name, password).get("api/queues").status();
  }

  private static long nanosOfARefusal(String name) {
    long begin = System.nanoTime();
    assertThat(status(name, "wrong")).isEqualTo(401);
    return System.nanoTime() - begin;
  }

  private static long median(long[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }

  /** Of so many requests, one after the other, in milliseconds. All must be answered. */
  private static double refusals() {
    return SERVER
        .management()
        .get("prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("halfway_logins_"))
        .filter(line -> line.contains("refused") || line.contains("throttled"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Each tries one password after the other, until it is closed. */
  private static final class Guessers implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(GUESSERS);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger letIn = new AtomicInteger();

    Guessers(IntFunction<String> names, Runnable refused) {
      for (int i = 0; i < GUESSERS; i++) {
        String name = names.apply(i);
        pool.execute(
            () -> {
              for (int guess = 0; !closed.get(); guess++) {
                if (status(name, "guess " + guess) == 200) {
                  letIn.incrementAndGet();
                }
                refused.run();
              }
            });
      }
    }

    int letIn() {
      return letIn.get();
    }

    @Override
    public void close() {
      closed.set(true);
      pool.shutdown();
      await().atMost(Duration.ofMinutes(1)).until(pool::isTerminated);
    }
  }
}
