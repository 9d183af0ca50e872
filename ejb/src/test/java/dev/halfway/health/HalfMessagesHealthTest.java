package dev.halfway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.health.HalfMessagesHealth.Answer;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AnsweredAsByTheServer.class)
class HalfMessagesHealthTest {

  private final HalfMessagesHealth health = new HalfMessagesHealth();

  @Test
  void nobodyIsReadyBeforeTheStart() {
    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void isAsReadyAsTheAdapterIsAtTheMoment() {
    boolean[] ready = {true};
    health.ask(() -> new Answer(ready[0], List.of()));

    assertThat(health.call().getName()).isEqualTo("half-messages");
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(health.call().getData()).isEmpty();

    ready[0] = false;
    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void anAlarmIsShownAndChangesNothing() {
    health.ask(() -> new Answer(true, List.of("2 messages are parked", "clocks differ")));

    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(health.call().getData())
        .contains(Map.of("alarms", "2 messages are parked; clocks differ"));
  }

  @Test
  void nobodyIsReadyAfterTheEnd() {
    health.ask(() -> new Answer(true, List.of()));
    health.ask(HalfMessagesHealth.STOPPED);

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
  }
}
