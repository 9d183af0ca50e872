package dev.halfway.ra;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the relay is there for, on a real broker and a real database. */
class EngineTest {

  @RegisterExtension private final RelayLab lab = new RelayLab();
  private Engine engine;

  @BeforeEach
  void start() {
    engine = lab.start().engine();
  }

  @Test
  void deliversWhatHasItsRowAndSaysWhichTransactionItWas() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    lab.send(engine, id, "first");
    lab.send(engine, id, "second");

    Message first = lab.received(RelayLab.TO);
    Message second = lab.received(RelayLab.TO);

    assertThat(((TextMessage) first).getText()).isEqualTo("first");
    assertThat(((TextMessage) second).getText()).isEqualTo("second");
    assertThat(first.getStringProperty(PropertyNames.TRANSACTION)).isEqualTo(id.toString());
    assertThat(second.getIntProperty(PropertyNames.ORDINAL)).isEqualTo(1);
    soon().until(() -> engine.status().forwarded() == 2);
  }

  @Test
  void discardsWhatHasNoRowOnceTheFenceStands() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.send(engine, id, "phantom");

    soon().until(() -> engine.status().swallowed() == 1);

    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
    assertThat(engine.inDoubt(10)).isEmpty();
    assertThatThrownBy(() -> lab.commit(id)).isInstanceOf(SQLException.class);
  }

  @Test
  void leavesAnOpenTransactionAloneHoweverOftenItChecks() throws Exception {
    HalfTransactionId id = lab.transaction();
    try (Connection open = lab.open(id)) {
      lab.send(engine, id, "late");
      soon().until(() -> engine.status().checked() >= 5);
      // While the relay has it in its hands it is not listed.
      soon()
          .untilAsserted(
              () ->
                  assertThat(engine.inDoubt(10))
                      .singleElement()
                      .satisfies(
                          one -> {
                            assertThat(one.state()).isEqualTo(State.WAITING);
                            assertThat(one.checks()).isZero();
                            assertThat(one.cause()).isEqualTo("the transaction is open");
                          }));
      open.commit();
    }

    assertThat(lab.text(RelayLab.TO)).isEqualTo("late");
  }

  /** Commits that wait hold connections of the pool that the relay would need one of. */
  @Test
  void commitsDoNotWaitWhereTheRelayHasNoDatasourceOfItsOwn() {
    assertThat(engine.objectionToWaiting()).startsWith("relayDataSource: it must be set");
  }
}
