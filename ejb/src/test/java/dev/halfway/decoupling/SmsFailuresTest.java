package dev.halfway.decoupling;

import static dev.halfway.consumers.MessageFate.Kind.FAILED;
import static dev.halfway.consumers.MessageFate.Kind.GIVEN_UP;
import static dev.halfway.consumers.MessageFate.Kind.SENT_BACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.consumers.MessageFate;
import dev.halfway.persistence.Sql;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsFailuresTest {

  private final SmsFailures failures = new SmsFailures();
  private final UUID registration = UUID.randomUUID();
  private final Sql sql = TestDatabase.H2.sql();

  @BeforeEach
  void aRegistration() {
    Injected.into(failures, "sql", sql);
    sql.update(
        "INSERT INTO registration (id, username, phone, registered_at, sms, attempts)"
            + " VALUES (?, ?, '+12', ?, 'PENDING', 0)",
        registration,
        registration.toString(),
        Instant.now());
  }

  @Test
  void anAttemptThatFailedIsCountedAndSaysWhy() {
    note(FAILED, "first");
    note(FAILED, "second");

    assertThat(row()).isEqualTo("PENDING 2 second");
  }

  @Test
  void aDeadLetterHasFailed() {
    note(FAILED, "refused");
    note(GIVEN_UP, "refused");

    assertThat(row()).isEqualTo("FAILED 1 refused");
  }

  @Test
  void aDeadLetterThatIsSentBackIsPendingUntilItIsOneAgain() {
    note(GIVEN_UP, "refused");
    note(SENT_BACK, "refused");
    assertThat(row()).isEqualTo("PENDING 0 refused");

    note(FAILED, "refused again");
    assertThat(row()).isEqualTo("PENDING 1 refused again");
    note(GIVEN_UP, "refused again");
    assertThat(row()).isEqualTo("FAILED 1 refused again");
  }

  /** Told late, by a node that has looked before. */
  @Test
  void whatIsSentStaysSent() {
    sql.update("UPDATE registration SET sms = 'SENT' WHERE id = ?", registration);
    note(FAILED, "late");
    note(GIVEN_UP, "late");
    note(SENT_BACK, "late");

    assertThat(row()).isEqualTo("SENT 0 null");
  }

  @Test
  void messagesOfOthersAreNotOfConcern() {
    failures.note(new MessageFate(FAILED, "transaction.stock", registration, "no stock"));

    assertThat(row()).isEqualTo("PENDING 0 null");
  }

  private void note(MessageFate.Kind kind, String cause) {
    failures.note(new MessageFate(kind, SmsDelivery.CONSUMER, registration, cause));
  }

  private String row() {
    return sql.first(
            "SELECT sms, attempts, last_error FROM registration WHERE id = ?",
            row -> row.getString(1) + " " + row.getInt(2) + " " + row.getString(3),
            registration)
        .orElseThrow();
  }
}
