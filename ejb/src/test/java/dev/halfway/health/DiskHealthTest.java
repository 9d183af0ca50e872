package dev.halfway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.health.DiskHealth.Answer;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AnsweredAsByTheServer.class)
class DiskHealthTest {

  private final DiskHealth health = new DiskHealth();

  @Test
  void nobodyIsReadyBeforeTheStartAndAfterTheEnd() {
    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);

    health.ask(() -> new Answer(true, 2, 1));
    health.ask(DiskHealth.STOPPED);

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void tellsTheFiguresWhetherReadyOrNot() {
    boolean[] ready = {true};
    health.ask(() -> new Answer(ready[0], 5_000, 3_000));

    assertThat(health.call().getName()).isEqualTo("disk");
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(health.call().getData()).contains(Map.of("usable", 5_000L, "reserve", 3_000L));

    ready[0] = false;
    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.call().getData()).contains(Map.of("usable", 5_000L, "reserve", 3_000L));
  }
}
