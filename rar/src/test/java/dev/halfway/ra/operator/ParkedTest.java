package dev.halfway.ra.operator;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that were parked, resumed many at a time. */
class ParkedTest {

  @RegisterExtension private final RelayLab lab = new RelayLab();
  private Engine engine;

  @BeforeEach
  void start() {
    engine = lab.start().engine();
  }

  @Test
  void areDeliveredInTheirOrderOnceTheirDestinationIsThere() throws Exception {
    List<String> parked = park("later", 5);
    lab.broker.queue("later");

    assertThat(engine.resume(3)).isEqualTo(3);
    assertThat(lab.count(RelayLab.PARKED)).isEqualTo(2);
    assertThat(engine.resume(100)).isEqualTo(2);
    assertThat(engine.resume(100)).isZero();

    assertThat(lab.texts("later", 5)).containsExactlyElementsOf(parked);
    assertThat(engine.inDoubt(10)).isEmpty();
  }

  @Test
  void startAgainWithAllTheirChecksWhenTheirDestinationIsStillMissing() throws Exception {
    park("missing", 2);

    assertThat(engine.resume(100)).isEqualTo(2);

    // Once more through all the checks, and to where somebody will look.
    soon().until(() -> engine.status().parked() == 4);
    assertThat(engine.inDoubt(10)).hasSize(2).allMatch(one -> one.checks() >= lab.maxChecks);
  }

  private List<String> park(String destination, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      HalfTransactionId id = lab.transaction();
      lab.commit(id);
      lab.send(lab.draft(engine, id).to(destination), "message " + i);
      int so = i + 1;
      soon().until(() -> lab.count(RelayLab.PARKED) == so);
    }
    assertThat(engine.inDoubt(10)).extracting(HalfTransaction::state).containsOnly(State.PARKED);
    return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
  }
}
