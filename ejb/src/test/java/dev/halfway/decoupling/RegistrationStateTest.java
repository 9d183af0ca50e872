package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registration.Sms.FAILED;
import static dev.halfway.decoupling.Registration.Sms.PENDING;
import static dev.halfway.decoupling.Registration.Sms.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistrationStateTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

  private final Registration registration = new Registration();

  @Test
  void anAcceptedSmsIsSent() {
    registration.smsSent("m-1", NOW);
    assertThat(registration.sms()).isEqualTo(SENT);
    assertThat(registration.attempts()).isEqualTo(1);
    assertThat(registration.lastError()).isNull();
    assertThat(registration.smsMessageId()).isEqualTo("m-1");
    assertThat(registration.smsSentAt()).isEqualTo(NOW);
  }

  @Test
  void aRefusedSmsIsPendingAndSaysWhy() {
    registration.smsNotSent("refused", false);
    assertThat(registration.sms()).isEqualTo(PENDING);
    assertThat(registration.attempts()).isEqualTo(1);
    assertThat(registration.lastError()).isEqualTo("refused");
    assertThat(registration.smsMessageId()).isNull();
    assertThat(registration.smsSentAt()).isNull();
  }

  @Test
  void anSmsThatIsGivenUpHasFailedAndSaysWhy() {
    registration.smsNotSent("refused", true);
    assertThat(registration.sms()).isEqualTo(FAILED);
    assertThat(registration.attempts()).isEqualTo(1);
    assertThat(registration.lastError()).isEqualTo("refused");
  }

  @Test
  void everyAttemptCountsAndTheLastErrorStands() {
    registration.smsNotSent("first", false);
    registration.smsNotSent("second", false);
    assertThat(registration.attempts()).isEqualTo(2);
    assertThat(registration.lastError()).isEqualTo("second");
  }

  @Test
  void whatSucceedsInTheEndShowsNoError() {
    registration.smsNotSent("refused", false);
    registration.smsSent("m-1", NOW);
    assertThat(registration.sms()).isEqualTo(SENT);
    assertThat(registration.attempts()).isEqualTo(2);
    assertThat(registration.lastError()).isNull();
  }

  @Test
  void whatAnOperatorRedeliversMaySucceedAfterAll() {
    registration.smsNotSent("refused", true);
    registration.smsSent("m-1", NOW);
    assertThat(registration.sms()).isEqualTo(SENT);
    assertThat(registration.lastError()).isNull();
  }

  @Test
  void whatAnOperatorRedeliversIsPendingUntilItIsGivenUpAgain() {
    registration.smsNotSent("refused", true);
    registration.smsNotSent("refused again", false);
    assertThat(registration.sms()).isEqualTo(PENDING);
    registration.smsNotSent("refused for good", true);
    assertThat(registration.sms()).isEqualTo(FAILED);
    assertThat(registration.attempts()).isEqualTo(3);
  }
}
