package dev.halfway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RestartHealthTest {

  private final RestartHealth health = new RestartHealth();

  @BeforeAll
  static void answerAsTheServerDoes() {
    HealthCheckResponse.setResponseProvider(Response::new);
  }

  @AfterAll
  static void forgetIt() {
    HealthCheckResponse.setResponseProvider(null);
  }

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
