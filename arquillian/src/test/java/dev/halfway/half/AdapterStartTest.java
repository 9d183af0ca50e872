package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.tag.Thorough;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The log says at each start that the adapter works, and no alarm comes before it. */
@Thorough
class AdapterStartTest {

  private static final String WORKS = "half messages can be sent: ";
  private static final int STARTS = 3;

  @Test
  void everyStartSaysThatItWorksWithoutAnAlarmBeforeIt() {
    try (StandaloneAdapter adapter = StandaloneAdapter.start("adapter-start")) {
      adapter.server().awaitConsole(WORKS);
      for (int i = 1; i < STARTS; i++) {
        adapter.server().stop();
        adapter.server().launch();
        adapter.server().awaitConsole(WORKS);
      }

      String[] starts = adapter.server().console().split("JBoss Modules version ", -1);
      assertThat(Arrays.stream(starts).skip(1))
          .hasSize(STARTS)
          .allSatisfy(
              start ->
                  assertThat(start.substring(0, start.indexOf(WORKS)))
                      .doesNotContainPattern("WARN +\\[dev\\.halfway"));
    }
  }
}
