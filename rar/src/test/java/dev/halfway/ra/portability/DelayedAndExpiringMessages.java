package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static dev.halfway.ra.lab.EngineLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** Time goes on while a message is half: delay and time to live count from its sending. */
public interface DelayedAndExpiringMessages extends OnABroker {

  long HOUR = 3_600_000;

  @Test
  default void whatIsLeftOfTheDelayIsWaitedFor() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    long due = System.currentTimeMillis() + 1_500;
    lab().send(lab().draft(engine, id).sentAt(due - HOUR).deliverAt(due), "delayed");
    lab().committed(engine, "at once");

    assertThat(lab().text(EngineLab.TO)).isEqualTo("at once");
    Message delayed = lab().received(EngineLab.TO);

    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due);
    assertThat(delayed.getBody(String.class)).isEqualTo("delayed");
    assertThat(delayed.getJMSDeliveryTime()).isBetween(due, due + HOUR / 2);
  }

  @Test
  default void delayThatIsOverIsNotWaitedForAgain() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    long now = System.currentTimeMillis();

    lab().send(lab().draft(engine, id).sentAt(now - HOUR).deliverAt(now - 1), "overdue");

    assertThat(lab().text(EngineLab.TO)).isEqualTo("overdue");
  }

  @Test
  default void whatIsLeftOfTheTimeToLiveIsLeft() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    long end = System.currentTimeMillis() + HOUR;

    lab().send(lab().draft(engine, id).sentAt(end - 3 * HOUR).expireAt(end), "limited");

    assertThat(lab().received(EngineLab.TO).getJMSExpiration()).isBetween(end, end + HOUR);
  }

  @Test
  default void whatExpiresWhileItIsUndecidedExpiresWhereItIsSeen() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    try (Connection open = lab().open(id)) {
      long end = System.currentTimeMillis() + 50;
      lab().send(lab().draft(engine, id).expireAt(end), "too late");
      eventually(() -> System.currentTimeMillis() > end && engine.status().setAside() > 0);
      assertThat(lab().count(lab().expired())).isZero();
      open.commit();
    }

    soon().until(() -> engine.status().forwarded() == 1);
    // Some brokers look at what expires only when somebody wants it.
    eventually(
        () -> {
          assertThat(lab().isSilent(EngineLab.TO)).isTrue();
          return lab().count(lab().expired()) == 1;
        });
    assertThat(lab().text(lab().expired())).isEqualTo("too late");
  }

  /** Expired or not, what was rolled back is nobody's business. */
  @Test
  default void whatExpiresAndWasRolledBackIsSwallowed() throws Exception {
    Engine engine = lab().start().engine();
    long now = System.currentTimeMillis();

    lab()
        .send(
            lab().draft(engine, lab().transaction()).sentAt(now - HOUR).expireAt(now - 1),
            "phantom");

    soon().until(() -> engine.status().swallowed() == 1);
    assertThat(lab().count(lab().expired())).isZero();
    assertThat(lab().count(EngineLab.TO)).isZero();
  }
}
