package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.ra.protocol.Phase.Event;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {

  private static final String TABLE =
      """
      ACTIVE    | PREPARE        | PREPARING
      ACTIVE    | DURABLE        | refused
      ACTIVE    | END            | DONE
      ACTIVE    | END_WHILE_BUSY | ABANDONED
      PREPARING | PREPARE        | refused
      PREPARING | DURABLE        | PREPARED
      PREPARING | END            | ABANDONED
      PREPARING | END_WHILE_BUSY | ABANDONED
      PREPARED  | PREPARE        | refused
      PREPARED  | DURABLE        | refused
      PREPARED  | END            | DONE
      PREPARED  | END_WHILE_BUSY | DONE
      DONE      | PREPARE        | refused
      DONE      | DURABLE        | refused
      DONE      | END            | DONE
      DONE      | END_WHILE_BUSY | DONE
      ABANDONED | PREPARE        | refused
      ABANDONED | DURABLE        | ABANDONED
      ABANDONED | END            | ABANDONED
      ABANDONED | END_WHILE_BUSY | ABANDONED
      """;

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(delimiter = '|', textBlock = TABLE)
  void movesAsTheTableSays(Phase phase, Event event, String next) {
    if (next.equals("refused")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> phase.on(event))
          .withMessage(event + " in " + phase);
    } else {
      assertThat(phase.on(event)).isEqualTo(Phase.valueOf(next));
    }
  }

  @Test
  void theTableIsWhole() {
    Set<String> rows = new HashSet<>();
    TABLE.lines().forEach(line -> rows.add(line.substring(0, line.lastIndexOf('|'))));

    assertThat(rows).hasSize(Phase.values().length * Event.values().length);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void takesMessagesOnlyBeforeItIsPrepared(Phase phase) {
    assertThat(phase.takesMessages()).isEqualTo(phase == Phase.ACTIVE);
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void nothingLeadsBackToTakingMessages(Event event) {
    for (Phase phase : Phase.values()) {
      try {
        assertThat(phase.on(event).takesMessages()).isFalse();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage(event + " in " + phase);
      }
    }
  }

  @Test
  void sessionThatWasAbandonedStaysSo() {
    for (Event event : Set.of(Event.DURABLE, Event.END, Event.END_WHILE_BUSY)) {
      assertThat(Phase.ABANDONED.on(event)).isEqualTo(Phase.ABANDONED);
    }
  }
}
