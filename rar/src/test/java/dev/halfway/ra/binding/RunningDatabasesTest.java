package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.AdapterConfiguration;
import dev.halfway.ra.binding.RunningDatabases.Count;
import dev.halfway.ra.lab.RelayLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that use one marker store in two running databases find out by the broker. */
class RunningDatabasesTest {

  private static final String FIRST = "1000.5";
  private static final String SECOND = "2000.5";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @BeforeEach
  void start() {
    // Nobody is gone before a test says so.
    lab.takeoverAfter = 600_000;
    lab.start();
  }

  @Test
  void nodesOfOneDatabaseSeeOne() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();

    for (int i = 0; i < 3; i++) {
      assertThat(one.check(FIRST)).isEqualTo(Count.ONE);
      assertThat(other.check(FIRST)).isEqualTo(Count.ONE);
    }
    assertThat(lab.count(RelayLab.CONTROL)).isEqualTo(2);
  }

  @Test
  void copyThatComesSeesTheOriginalAndDoesNotDisturbIt() throws Exception {
    RunningDatabases original = node();
    RunningDatabases copy = node();
    original.check(FIRST);

    assertThat(copy.check(SECOND)).isEqualTo(Count.UNCLEAR);
    assertThat(copy.check(SECOND)).as("nothing has changed").isEqualTo(Count.UNCLEAR);
    assertThat(original.check(FIRST)).isEqualTo(Count.ONE);

    assertThat(copy.check(SECOND)).isEqualTo(Count.TWO);
    assertThat(copy.check(SECOND)).as("still").isEqualTo(Count.TWO);
    assertThat(original.check(FIRST)).isEqualTo(Count.ONE);
    assertThat(copy.isKnown()).isFalse();
  }

  @Test
  void originalThatIsGoneIsForgotten() throws Exception {
    lab.takeoverAfter = 1_000;
    node().check(FIRST);
    RunningDatabases copy = node();

    assertThat(copy.check(SECOND)).isEqualTo(Count.UNCLEAR);

    soon().until(() -> copy.check(SECOND) == Count.ONE);
    assertThat(copy.isKnown()).isTrue();
    soon().until(() -> lab.count(RelayLab.CONTROL) == 1);
  }

  @Test
  void restartedDatabaseIsOneWhenAllNodesUseItAgain() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();
    one.check(FIRST);
    other.check(FIRST);
    one.check(FIRST);

    assertThat(one.check(SECOND)).isEqualTo(Count.UNCLEAR);
    assertThat(other.check(SECOND)).isEqualTo(Count.ONE);
    assertThat(one.check(SECOND)).isEqualTo(Count.ONE);
  }

  /** As where a replica is promoted although its primary lives. */
  @Test
  void databasesThatAreBothAtWorkAreTwoToEverybody() throws Exception {
    RunningDatabases one = node();
    RunningDatabases other = node();
    one.check(FIRST);
    other.check(FIRST);
    one.check(FIRST);

    one.check(SECOND);
    assertThat(other.check(FIRST)).isEqualTo(Count.TWO);
    assertThat(one.check(SECOND)).isEqualTo(Count.TWO);
  }

  @Test
  void databaseThatRunsOnceAnywayLeavesNoSign() throws Exception {
    assertThat(node().check("")).isEqualTo(Count.ONE);

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
