package dev.halfway.decoupling;

import dev.halfway.consumers.Inbox;
import dev.halfway.decoupling.link.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;

/** Sends the SMS that was asked for, and records what became of it. */
@ApplicationScoped
@Transactional(value = TxType.REQUIRES_NEW, rollbackOn = SmsNotSent.class)
public class SmsDelivery {

  static final String CONSUMER = "decoupling.sms";

  /**
   * Well under the transaction timeout of 60 s: a submission that outlives its transaction would be
   * made twice.
   */
  private static final Duration MAX = Duration.ofSeconds(45);

  @Inject private RegistrationRows rows;
  @Inject private Inbox inbox;
  @Inject private WelcomeSms sms;

  /**
   * Sends the SMS unless this message's has been sent before. Inbox entry and result are one
   * transaction with the submission inside it, so a second delivery waits for the first and then
   * does nothing.
   *
   * @throws SmsNotSent when the SMS centre did not take it within 45 s; nothing is recorded
   */
  public void deliver(String message, SmsRequested request) throws SmsNotSent {
    Deadline deadline = Deadline.in(MAX);
    if (inbox.enter(CONSUMER, message)) {
      sms.send(registration(request), deadline);
    }
  }

  private Registration registration(SmsRequested request) {
    return rows.find(request.registration())
        .orElseThrow(() -> new IllegalStateException("there is no registration for this SMS"));
  }
}
