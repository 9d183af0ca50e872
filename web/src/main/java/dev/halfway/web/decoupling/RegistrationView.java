package dev.halfway.web.decoupling;

import dev.halfway.decoupling.Registration;
import dev.halfway.decoupling.Registration.Sms;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registration as clients see it.
 *
 * @param attempts how often it was tried; an outage of the SMS centre counts nothing
 * @param lastError why the last attempt failed
 * @param messageId what the SMS centre calls the SMS, of its last part where it has several
 * @param receipt what the SMS centre reported of its delivery, of all parts together
 */
@Schema(name = "Registration")
public record RegistrationView(
    UUID id,
    @Schema(examples = "ada") String username,
    @Schema(examples = "+4915112345678") String phone,
    Sms sms,
    int attempts,
    @Nullable String lastError,
    @Nullable String messageId,
    @Schema(examples = "DELIVRD") @Nullable String receipt,
    Instant registeredAt,
    @Nullable Instant sentAt) {

  static RegistrationView of(Registration registration, @Nullable String receipt) {
    return new RegistrationView(
        registration.id(),
        registration.username(),
        registration.phone(),
        registration.sms(),
        registration.attempts(),
        registration.lastError(),
        registration.smsMessageId(),
        receipt,
        registration.registeredAt(),
        registration.smsSentAt());
  }
}
