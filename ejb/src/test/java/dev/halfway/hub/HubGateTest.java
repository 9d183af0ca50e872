package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfway.disk.DiskFull;
import dev.halfway.disk.DiskSpace;
import dev.halfway.testing.Injected;
import jakarta.jms.JMSRuntimeException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubGateTest {

  private final HubGate gate = new HubGate();
  private final DiskSpace disk = new DiskSpace();

  @BeforeEach
  void tenMayWait() {
    HubConfiguration configuration = new HubConfiguration();
    Injected.into(configuration, "maxBacklog", 10);
    Injected.into(gate, "configuration", configuration);
    Injected.into(gate, "disk", disk);
  }

  @Test
  void letsNothingInBeforeAllHaveSubscribed() throws Backlogged {
    gate.missing("kafka");
    gate.missing("files");
    gate.subscribed("kafka");
    assertThatThrownBy(() -> gate.enter(1))
        .isInstanceOf(JMSRuntimeException.class)
        .hasMessageContaining("files");
    gate.subscribed("files");
    gate.enter(1);
  }

  @Test
  void letsNothingInWhileTheDiskIsFull() {
    Injected.into(disk, "low", true);

    assertThat(gate.isReady()).isFalse();
    assertThatThrownBy(() -> gate.enter(1)).isInstanceOf(DiskFull.class);
  }

  @Test
  void letsInAsManyAsMayWaitForTheSlowest() throws Backlogged {
    gate.seen(Map.of("kafka", 0L, "files", 7L));
    gate.enter(2);
    gate.enter(1);
    Backlogged refused = catchThrowableOfType(Backlogged.class, () -> gate.enter(1));
    assertThat(refused.sink()).isEqualTo("files");
    assertThat(refused.waiting()).isEqualTo(10);

    gate.seen(Map.of("kafka", 3L));
    gate.enter(5);
  }
}
