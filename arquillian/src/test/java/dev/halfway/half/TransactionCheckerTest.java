package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.halfway.half.payments.Completion;
import dev.halfway.half.payments.FailingStart;
import dev.halfway.half.payments.MoodChecker;
import dev.halfway.half.payments.PaymentChecker;
import dev.halfway.half.payments.Payments;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Received;
import dev.halfway.ra.HalfMessagesMXBean;
import dev.halfway.tag.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Check-back by the application, with the connection factory and the bean of the adapter's manual.
 */
class TransactionCheckerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAX_CHECKS = 4;

  private static StandaloneAdapter adapter;
  private static HalfProbe probe;
  private static Payer payer;

  @BeforeAll
  static void start() {
    adapter =
        StandaloneAdapter.start(
            "transaction-checker",
            StandaloneAdapter.checkBack(),
            StandaloneAdapter.checkBack().replace("Payments", "Moods").replace("payments", "moods"),
            property("immunity", 500),
            property("checkInterval", 100),
            property("checkTimeout", 5_000),
            property("checkIntervalMax", 400),
            property("maxChecks", MAX_CHECKS));
    probe = HalfProbe.deployTo(adapter.server());
    payer = Payer.deployTo(adapter.server(), "java:/jms/Payments");
  }

  @BeforeEach
  void deployCheckers() {
    adapter.server().deploy(checkers());
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @Test
  void theBeanIsTheOneInTheManual() throws IOException {
    String source =
        Files.readString(
            Path.of(
                System.getProperty("basedir"),
                "src/test/java",
                PaymentChecker.class.getName().replace('.', '/') + ".java"));

    assertThat(source.replaceAll("\\s", ""))
        .endsWith(StandaloneAdapter.checker().replaceAll("\\s", ""));
  }

  @Test
  void deliversWhatHasCommitted() {
    assertThat(payer.pay("paid", Completion.COMMIT, "")).isEmpty();

    assertThat(delivered(1)).containsExactly("paid");
  }

  @Test
  void swallowsWhatHasNot() {
    long swallowed = now(HalfMessagesMXBean::getSwallowed);
    long half = now(HalfMessagesMXBean::getHalf);

    assertThat(payer.pay("taken-back", Completion.ROLLBACK, "")).isEmpty();
    assertThat(now(HalfMessagesMXBean::getHalf)).isEqualTo(half);

    assertThat(payer.pay("refused", Completion.REFUSED, "")).contains("RollbackException");
    assertThat(now(HalfMessagesMXBean::getHalf)).isEqualTo(half + 1);
    await().atMost(PATIENCE).until(() -> now(HalfMessagesMXBean::getSwallowed) == swallowed + 1);
    assertThat(delivered(0)).isEmpty();
  }

  @Test
  void answersAfterARestartForWhatAKillHasLeft() {
    CompletableFuture<String> before =
        payer.payHalfway("killed-before", Completion.STOPS_BEFORE_COMMIT);
    CompletableFuture<String> after =
        payer.payHalfway("killed-after", Completion.STOPS_AFTER_COMMIT);

    adapter.killAndRestart();

    assertThat(before).isCompletedExceptionally();
    assertThat(after).isCompletedExceptionally();
    probe.awaitReady();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(now(HalfMessagesMXBean::getSwallowed)).isEqualTo(1);
              assertThat(now(HalfMessagesMXBean::getForwarded)).isEqualTo(1);
            });
    assertThat(delivered(1)).containsExactly("killed-after");
  }

  @Test
  void asksAgainUntilThereIsAnAnswer() {
    long checked = now(HalfMessagesMXBean::getChecked);

    assertThat(moody().pay("moody", Completion.COMMIT, "UNKNOWN THROW COMMIT")).isEmpty();

    assertThat(delivered(1)).containsExactly("moody");
    assertThat(now(HalfMessagesMXBean::getChecked)).isGreaterThanOrEqualTo(checked + 3);
  }

  @Test
  void parksWhatNobodyEverKnowsForAnOperatorToDecide() {
    long parked = now(HalfMessagesMXBean::getParked);

    assertThat(moody().pay("clueless", Completion.COMMIT, "UNKNOWN THROW")).isEmpty();

    await().atMost(PATIENCE).until(() -> now(HalfMessagesMXBean::getParked) == parked + 1);
    String line = adapter.bean().inDoubt().get(0);
    assertThat(line).contains("PARKED", "the TransactionChecker does not know");
    String id = line.substring(0, line.indexOf(' '));
    assertThat(adapter.bean().resolve(id, "COMMIT")).isEqualTo("DELIVERED");
    assertThat(delivered(1)).containsExactly("clueless");
  }

  @Test
  void waitsForABeanAndDoesNotCount() {
    adapter.server().cli("undeploy checkers.war");
    long parked = now(HalfMessagesMXBean::getParked);
    long checked = now(HalfMessagesMXBean::getChecked);

    assertThat(payer.pay("patient", Completion.COMMIT, "")).isEmpty();

    await()
        .atMost(PATIENCE)
        .until(() -> now(HalfMessagesMXBean::getChecked) > checked + MAX_CHECKS + 1);
    assertThat(now(HalfMessagesMXBean::getParked)).isEqualTo(parked);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(adapter.bean().inDoubt())
                    .singleElement()
                    .asString()
                    .contains("WAITING", "no TransactionChecker of group payments is active"));

    adapter.server().deploy(checkers());
    assertThat(delivered(1)).containsExactly("patient");
  }

  @Thorough
  @Test
  void isNotWaitedForWhereItsDeploymentFails() {
    adapter.server().cli("undeploy checkers.war");
    assertThat(moody().pay("stuck", Completion.COMMIT, "COMMIT")).isEmpty();

    WebArchive failing = checkers().addClass(FailingStart.class);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> adapter.server().deploy(failing))
        .havingCause()
        .withMessageContaining(FailingStart.WHY);

    adapter.server().deploy(checkers());
    assertThat(delivered(1)).containsExactly("stuck");
  }

  @Test
  void asksNothingWhereThereIsNothingElseInTheTransaction() {
    adapter.server().cli("undeploy checkers.war");
    long half = now(HalfMessagesMXBean::getHalf);

    assertThat(payer.send("alone", "")).isEmpty();

    assertThat(delivered(1)).containsExactly("alone");
    assertThat(now(HalfMessagesMXBean::getHalf)).isEqualTo(half);
  }

  private static Payer moody() {
    return payer.by("java:/jms/Moods");
  }

  /** What has come, when so much is there and nothing more comes. */
  private static List<String> delivered(int count) {
    await().atMost(PATIENCE).until(() -> probe.browse().size() >= count);
    return probe.receiveAll().stream().map(Received::text).toList();
  }

  private static long now(ToLongFunction<HalfMessagesMXBean> figure) {
    return adapter.bean().count(figure);
  }

  private static String property(String name, int value) {
    return "/subsystem=resource-adapters/resource-adapter=halfway/config-properties=%s:add(value=%d)"
        .formatted(name, value);
  }

  private static WebArchive checkers() {
    return ShrinkWrap.create(WebArchive.class, "checkers.war")
        .addClasses(PaymentChecker.class, MoodChecker.class, Payments.class)
        .addAsManifestResource(StandaloneAdapter.manifest(), "MANIFEST.MF");
  }
}
