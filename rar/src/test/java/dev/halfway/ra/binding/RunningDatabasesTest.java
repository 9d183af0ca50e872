package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.AdapterConfiguration;
import dev.halfway.ra.binding.RunningDatabases.Count;
import dev.halfway.ra.lab.RelayLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that use one marker store in two running databases find out by the broker. */
class RunningDatabasesTest {

  private static final String FIRST = "1000.5";
  private static final String SECOND = "2000.5";

  private final RelayLab lab = new RelayLab();

  @BeforeEach
  void start() {
    // Nobody is gone before a test says so.
    lab.takeoverAfter = 600_000;
    lab.start();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void nodesOfOneDatabaseSeeOne() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();

    for (int i = 0; i < 3; i++) {
      assertThat(one.look(FIRST)).isEqualTo(Count.ONE);
      assertThat(other.look(FIRST)).isEqualTo(Count.ONE);
    }
    assertThat(lab.count(RelayLab.CONTROL)).isEqualTo(2);
  }

  @Test
  void copyThatComesSeesTheOriginalAndDoesNotDisturbIt() throws Exception {
    RunningDatabases original = node();
    RunningDatabases copy = node();
    original.look(FIRST);

    assertThat(copy.look(SECOND)).isEqualTo(Count.UNCLEAR);
    assertThat(copy.look(SECOND)).as("nothing has changed").isEqualTo(Count.UNCLEAR);
    assertThat(original.look(FIRST)).isEqualTo(Count.ONE);

    assertThat(copy.look(SECOND)).isEqualTo(Count.TWO);
    assertThat(copy.look(SECOND)).as("still").isEqualTo(Count.TWO);
    assertThat(original.look(FIRST)).isEqualTo(Count.ONE);
    assertThat(copy.isKnown()).isFalse();
  }

  @Test
  void originalThatIsGoneIsForgotten() throws Exception {
    lab.takeoverAfter = 1_000;
    node().look(FIRST);
    RunningDatabases copy = node();

    assertThat(copy.look(SECOND)).isEqualTo(Count.UNCLEAR);

    soon().until(() -> copy.look(SECOND) == Count.ONE);
    assertThat(copy.isKnown()).isTrue();
    soon().until(() -> lab.count(RelayLab.CONTROL) == 1);
  }

  @Test
  void restartedDatabaseIsOneWhenAllNodesUseItAgain() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();
    one.look(FIRST);
    other.look(FIRST);
    one.look(FIRST);

    assertThat(one.look(SECOND)).isEqualTo(Count.UNCLEAR);
    assertThat(other.look(SECOND)).isEqualTo(Count.ONE);
    assertThat(one.look(SECOND)).isEqualTo(Count.ONE);
  }

  /** As where a replica is promoted although its primary lives. */
  @Test
  void databasesThatAreBothAtWorkAreTwoToEverybody() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();
    one.look(FIRST);
    other.look(FIRST);
    one.look(FIRST);

    one.look(SECOND);
    assertThat(other.look(FIRST)).isEqualTo(Count.TWO);
    assertThat(one.look(SECOND)).isEqualTo(Count.TWO);
  }

  @Test
  void databaseThatRunsOnceAnywayLeavesNoSign() throws Exception {
    assertThat(node().look("")).isEqualTo(Count.ONE);

    assertThat(lab.count(RelayLab.CONTROL)).isZero();
  }

  private RunningDatabases node() {
    AdapterConfiguration configuration = lab.configuration("node", RelayLab.HALF);
    return new RunningDatabases(
        "lab",
        configuration.node(),
        configuration.queues(),
        lab.brokerOf(configuration),
        lab.runtime());
  }
}
