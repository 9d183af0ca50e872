package dev.halfway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AnsweredAsByTheServer.class)
class RestartHealthTest {

  private final RestartHealth health = new RestartHealth();

  @Test
  void aStartOrAnEndIsNoReasonToBeginAnew() {
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(health.call().getData()).isEmpty();
  }

  @Test
  void tellsWhatHasFailedForGood() {
    health.ask(() -> Optional.of("the broker is gone"));

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.call().getData()).contains(Map.of("error", "the broker is gone"));
  }
}
