package dev.halfway.ra.relay;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time goes on while a message is half: delay and time to live count from its sending. */
class DelayAndExpiryTest {

  private static final long HOUR = 3_600_000;

  @RegisterExtension private final RelayLab lab = new RelayLab();
  private Engine engine;

  @BeforeEach
  void start() {
    engine = lab.start().engine();
  }

  @Test
  void whatIsLeftOfTheDelayIsWaitedFor() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    long due = System.currentTimeMillis() + 1_500;
    lab.send(lab.draft(engine, id).sentAt(due - HOUR).deliverAt(due), "delayed");
    lab.committed(engine, "at once");

    assertThat(lab.text(RelayLab.TO)).isEqualTo("at once");
    Message delayed = lab.received(RelayLab.TO);

    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due);
    assertThat(delayed.getBody(String.class)).isEqualTo("delayed");
    assertThat(delayed.getJMSDeliveryTime()).isBetween(due, due + HOUR / 2);
  }

  @Test
  void delayThatIsOverIsNotWaitedForAgain() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    long now = System.currentTimeMillis();

    lab.send(lab.draft(engine, id).sentAt(now - HOUR).deliverAt(now - 1), "overdue");

    assertThat(lab.text(RelayLab.TO)).isEqualTo("overdue");
  }

  @Test
  void whatIsLeftOfTheTimeToLiveIsLeft() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    long end = System.currentTimeMillis() + HOUR;

    lab.send(lab.draft(engine, id).sentAt(end - 3 * HOUR).expireAt(end), "limited");

    assertThat(lab.received(RelayLab.TO).getJMSExpiration()).isBetween(end, end + HOUR);
  }

  @Test
  void whatExpiresWhileItIsUndecidedExpiresWhereItIsSeen() throws Exception {
    HalfTransactionId id = lab.transaction();
    try (Connection open = lab.open(id)) {
      long end = System.currentTimeMillis() + 50;
      lab.send(lab.draft(engine, id).expireAt(end), "too late");
      eventually(() -> System.currentTimeMillis() > end && engine.status().setAside() > 0);
      assertThat(lab.count("expired")).isZero();
      open.commit();
    }

    assertThat(lab.text("expired")).isEqualTo("too late");
    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
    soon().until(() -> engine.status().forwarded() == 1);
  }

  /** Expired or not, what was rolled back is nobody's business. */
  @Test
  void whatExpiresAndWasRolledBackIsSwallowed() throws Exception {
    long now = System.currentTimeMillis();

    lab.send(lab.draft(engine, lab.transaction()).sentAt(now - HOUR).expireAt(now - 1), "phantom");

    soon().until(() -> engine.status().swallowed() == 1);
    assertThat(lab.count("expired")).isZero();
    assertThat(lab.count(RelayLab.TO)).isZero();
  }
}
