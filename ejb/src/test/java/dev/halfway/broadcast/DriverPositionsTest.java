package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.Sql;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2. The log has come to 50. */
class DriverPositionsTest {

  private static final String DRIVER = "ada";

  private final DriverPositions positions = new DriverPositions();
  private Sql sql;

  @BeforeEach
  void tables() {
    sql = TestDatabase.fresh();
    Injected.into(positions, "sql", sql);
    sql.update("UPDATE broadcast_last_dispatch SET id = 50");
  }

  private void acknowledge(long dispatch) {
    positions.acknowledged(DRIVER, dispatch);
    positions.write();
  }

  private OptionalLong known() {
    return positions.of(DRIVER, Long.MAX_VALUE);
  }

  private void wasWritten(long position) {
    sql.update("INSERT INTO broadcast_driver (id, acknowledged) VALUES (?, ?)", DRIVER, position);
  }

  @Test
  void theHighestAcknowledgementCounts() {
    assertThat(known()).isEmpty();
    positions.acknowledged(DRIVER, 10);
    assertThat(known()).as("before it is written").hasValue(10);
    acknowledge(9);
    acknowledge(8);
    assertThat(known()).hasValue(10);
    acknowledge(50);
    assertThat(known()).hasValue(50);
  }

  @Test
  void whatTheLogHasNotComeToIsNotWritten() {
    acknowledge(10);
    acknowledge(51);
    assertThat(known()).hasValue(10);
  }

  @Test
  void whatTheLogHasNotComeToIsLeftOutWhereThatIsAskedFor() {
    acknowledge(10);
    positions.acknowledged(DRIVER, 70);
    assertThat(positions.of(DRIVER, 50)).as("what is written counts").hasValue(10);
    assertThat(positions.of(DRIVER, 5)).isEmpty();
  }

  @Test
  void whatWasWrittenAboveTheNewestMakesRoom() {
    wasWritten(70);
    assertThat(known()).hasValue(70);
    assertThat(positions.of(DRIVER, 50)).isEmpty();

    acknowledge(20);

    assertThat(known()).hasValue(20);
  }
}
