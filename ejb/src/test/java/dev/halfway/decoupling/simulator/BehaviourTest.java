package dev.halfway.decoupling.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BehaviourTest {

  @Test
  void aLimitedOneEndsInNormal() {
    BehaviourSwitch behaviour = new BehaviourSwitch();
    behaviour.set(Behaviour.rejecting(8).forNext(2));

    assertThat(behaviour.take().mode()).isEqualTo(Behaviour.Mode.REJECTING);
    assertThat(behaviour.take().mode()).isEqualTo(Behaviour.Mode.REJECTING);
    assertThat(behaviour.take()).isEqualTo(Behaviour.NORMAL);
  }

  @Test
  void anUnlimitedOneStays() {
    BehaviourSwitch behaviour = new BehaviourSwitch();
    behaviour.set(Behaviour.DROPPING);

    assertThat(behaviour.take()).isEqualTo(Behaviour.DROPPING);
    assertThat(behaviour.get()).isEqualTo(Behaviour.DROPPING);
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Behaviour.rejecting(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Behaviour.rejecting(8).withProbability(1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> Behaviour.slow(Duration.ofMillis(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Behaviour.DROPPING.forNext(-1));
  }
}
