package dev.halfway.decoupling;

import dev.halfway.decoupling.link.Deadline;
import dev.halfway.decoupling.link.Submitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** The SMS that welcomes a user, and what the registration says of it. */
@ApplicationScoped
class WelcomeSms {

  @Inject private SmsCentre centre;
  @Inject private SmsReceipts receipts;

  /**
   * Sends it, and notes in the caller's transaction that it is sent.
   *
   * @throws SmsNotSent when the centre did not take it, or not before the deadline
   */
  void send(Registration registration, Deadline deadline) throws SmsNotSent {
    Submitted submitted = centre.welcome(registration, deadline);
    registration.smsSent(submitted.lastMessageId(), Instant.now());
    receipts.expect(registration.id(), submitted.receiptIds());
  }
}
