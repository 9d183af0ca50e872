package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registration.Sms.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** See {@link SmsFailuresTest} for what fails. */
class RegistrationStateTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

  private final Registration registration =
      Registration.pending(UUID.randomUUID(), "ada", "+4917012345", NOW);

  @Test
  void anAcceptedSmsIsSent() {
    Registration sent = registration.smsSent("m-1", NOW);

    assertThat(sent.sms()).isEqualTo(SENT);
    assertThat(sent.attempts()).isEqualTo(1);
    assertThat(sent.lastError()).isNull();
    assertThat(sent.smsMessageId()).isEqualTo("m-1");
    assertThat(sent.smsSentAt()).isEqualTo(NOW);
  }
}
