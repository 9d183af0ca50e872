package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registration.Sms.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** See {@link SmsFailuresTest} for what fails. */
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
}
