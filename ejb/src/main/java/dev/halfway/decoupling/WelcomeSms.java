package dev.halfway.decoupling;

import dev.halfway.decoupling.link.Deadline;
import dev.halfway.decoupling.link.Submitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The SMS that welcomes a user, and what the registration says of it. */
@ApplicationScoped
class WelcomeSms {

  @Inject private SmsCentre centre;
  @Inject private SmsReceipts receipts;
  @Inject private RegistrationRows rows;

  /**
   * Sends it, and notes in the caller's transaction that it is sent.
   *
   * @return the registration as it is then
   * @throws SmsNotSent when the centre did not take it, or not before the deadline
   */
  Registration send(Registration registration, Deadline deadline) throws SmsNotSent {
    Submitted submitted = centre.welcome(registration, deadline);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    rows.smsSent(registration.id(), submitted.lastMessageId(), now);
    receipts.expect(registration.id(), submitted.receiptIds());
    return registration.smsSent(submitted.lastMessageId(), now);
  }
}
