package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.half.payments.OperatorServlet;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import dev.halfway.ra.HalfMessagesMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The adapter alone, in a WildFly as it is distributed, deployed as its manual says. On H2. */
class StandaloneAdapterTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static StandaloneAdapter adapter;
  private static HalfProbe probe;

  @BeforeAll
  static void start() {
    adapter =
        StandaloneAdapter.start(
            "standalone-adapter",
            "/subsystem=resource-adapters/resource-adapter=halfway/config-properties=immunity:add(value=1000)");
    probe = HalfProbe.deployTo(adapter.server());
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  /** The probe's archive says nothing of the adapter: plain Jakarta Messaging needs nothing. */
  @Test
  void deliversWhatCommitsAndNothingElse() {
    for (Way way : Way.values()) {
      String committed = "commits-" + way;
      String rolledBack = "rolls-back-" + way;
      assertThat(probe.run(Script.of(rolledBack).by(way).ending(Ending.ROLLBACK)).end())
          .isEqualTo(End.ROLLED_BACK);
      assertThat(probe.run(Script.of(committed).by(way)))
          .isEqualTo(new Outcome(End.COMMITTED, 1, null));

      await().atMost(PATIENCE).until(() -> !probe.browse().isEmpty());
      assertThat(probe.receiveAll()).extracting(Received::script).containsExactly(committed);
      assertThat(probe.rows()).contains(committed).doesNotContain(rolledBack);
    }
  }

  @Test
  void settlesAfterARestartWhatAKillHasLeft() {
    CompletableFuture<Outcome> before = probe.startHeld(Script.of("before").holding(Hold.PREPARED));
    CompletableFuture<Outcome> after = probe.startHeld(Script.of("after").holding(Hold.COMMITTED));

    adapter.killAndRestart();

    assertThat(before).isCompletedExceptionally();
    assertThat(after).isCompletedExceptionally();
    probe.awaitReady();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(adapter.bean().count(HalfMessagesMXBean::getSwallowed)).isEqualTo(1);
              assertThat(adapter.bean().inDoubt()).isEmpty();
            });
    assertThat(probe.rows()).contains("after").doesNotContain("before");
    assertThat(probe.receiveAll()).extracting(Received::script).containsExactly("after");
  }

  /** Of the first start: those that other tests cause come later, and are none of the start's. */
  @Test
  void theLogSaysThatItWorksAndTellsOfNothingThatWasMerelyNotThereYet() {
    String console = adapter.server().console();

    String works =
        "half messages can be sent: node node, queues halfway.half.0 halfway.half.1"
            + " halfway.half.waiting, marker store halfway in database ";
    assertThat(console).contains(works);
    assertThat(console.substring(0, console.indexOf(works)))
        .doesNotContainPattern("WARN +\\[dev\\.halfway");
  }

  @Test
  void isManagedOnTheCommandLine() {
    assertThat(adapter.operate("WildFly's command line does not reach JMX"))
        .startsWith("dev.halfway:type=HalfMessages,node=node: ")
        .containsPattern("Ready +true ");

    CompletableFuture<Outcome> held = probe.startHeld(Script.of("held").holding(Hold.PREPARED));
    await().atMost(PATIENCE).until(() -> !adapter.bean().inDoubt().isEmpty());
    assertThat(adapter.operate("The last line prints"))
        .contains(" to " + HalfProbe.QUEUE + ", ")
        .endsWith("UNDECIDED\n");
    probe.release("held");
    assertThat(held).succeedsWithin(PATIENCE);
    await().atMost(PATIENCE).until(() -> !probe.browse().isEmpty());
    assertThat(probe.receiveAll()).extracting(Received::script).containsExactly("held");

    assertThat(adapter.operate("This resumes what was parked")).isEqualToIgnoringNewLines("0");
    assertThat(adapter.operate("This is for [rebinding]")).isEqualToIgnoringNewLines("done");

    adapter.awaitReady();
    adapter
        .server()
        .awaitConsole(
            "broker and marker store were rebound: restored from the backup," + " ticket 817");
  }

  @Test
  void applicationsSeeTheTypesOfTheAdapterWithOneLineInTheManifest() {
    adapter
        .server()
        .deploy(
            operator("operator.war")
                .addAsManifestResource(StandaloneAdapter.manifest(), "MANIFEST.MF"));

    assertThat(adapter.server().client().get("operator/status").text())
        .startsWith("RelayStatus[node=node, ready=true");
    adapter.server().deploy(operator("without.war"));
    assertThat(adapter.server().client().get("without/status").status())
        .as("without the line")
        .isGreaterThanOrEqualTo(400);
  }

  private static WebArchive operator(String name) {
    return ShrinkWrap.create(WebArchive.class, name).addClass(OperatorServlet.class);
  }
}
