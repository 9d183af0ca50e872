package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStartTest {

  private static final long LONG = 600_000;

  @ParameterizedTest
  @ValueSource(strings = {"running", "reload-required", "restart-required", "stopping"})
  void isOverWhenTheServerSaysSo(String state) {
    assertThat(new ServerStart(LONG, () -> state).isOver()).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "starting")
  void lastsUntilThenOrUntilTheGraceIsOver(String state) {
    assertThat(new ServerStart(LONG, () -> state).isOver()).isFalse();
    assertThat(new ServerStart(0, () -> state).isOver()).isTrue();
  }

  @Test
  void askedIsWildFly() throws Exception {
    try (ServerState server = new ServerState()) {
      ServerStart startUp = new ServerStart(LONG);
      assertThat(startUp.isOver()).isFalse();

      server.set("running");

      assertThat(startUp.isOver()).isTrue();
    }
  }

  /** As any server but WildFly. */
  @Test
  void serverThatSaysNothingIsGivenTheGrace() {
    assertThat(new ServerStart(LONG).isOver()).isFalse();
    assertThat(new ServerStart(0).isOver()).isTrue();
  }
}
