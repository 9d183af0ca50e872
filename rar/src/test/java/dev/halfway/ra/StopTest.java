package dev.halfway.ra;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StopTest {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void givesEverythingBack() throws Exception {
    lab.start();
    for (int i = 0; i < 3; i++) {
      lab.takeoverAfter = 60_000;
      Engine engine = lab.engine();
      lab.committed(engine, "message " + i);
      assertThat(lab.text(RelayLab.TO)).isEqualTo("message " + i);

      engine.stop();

      assertThat(lab.database.borrowed()).isZero();
      assertThat(lab.broker.server().getConnectionCount()).isZero();
      assertThat(engine.status().ready()).isFalse();
      assertThat(engine.status().alarms()).isEmpty();
    }
  }

  @Test
  void getsOutOfASendThatDoesNotReturnAndLosesNothing() throws Exception {
    lab.sendTimeout = 600_000;
    Engine engine = lab.start().engine();
    lab.full("full", AddressFullMessagePolicy.BLOCK);
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    lab.send(lab.draft(engine, id).to("full"), "kept");
    soon().until(RelayLab::isBlocked);

    engine.stop(1);

    assertThat(engine.status().alarms()).noneMatch(one -> one.startsWith("stop"));
    soon().until(() -> lab.broker.server().getConnectionCount() == 0);
    assertThat(lab.count("halfway.half.0") + lab.count("halfway.half.1")).isEqualTo(1);
  }
}
