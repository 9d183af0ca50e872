package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartUpTest {

  private static final long LONG = 600_000;

  @ParameterizedTest
  @ValueSource(strings = {"running", "reload-required", "restart-required", "stopping"})
  void isOverWhenTheServerSaysSo(String state) {
    assertThat(new StartUp(LONG, () -> state).isOver()).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "starting")
  void lastsUntilThenOrUntilTheGraceIsOver(String state) {
    assertThat(new StartUp(LONG, () -> state).isOver()).isFalse();
    assertThat(new StartUp(0, () -> state).isOver()).isTrue();
  }

  @Test
  void askedIsWildFly() throws Exception {
    try (ServerState server = new ServerState()) {
      StartUp startUp = new StartUp(LONG);
      assertThat(startUp.isOver()).isFalse();

      server.set("running");

      assertThat(startUp.isOver()).isTrue();
    }
  }

  /** As any server but WildFly. */
  @Test
  void serverThatSaysNothingIsGivenTheGrace() {
    assertThat(new StartUp(LONG).isOver()).isFalse();
    assertThat(new StartUp(0).isOver()).isTrue();
  }
}
