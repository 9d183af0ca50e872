package dev.halfway.decoupling;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import dev.halfway.consumers.Inbox;
import dev.halfway.decoupling.link.Deadline;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;

/** Sends the SMS that was asked for, and records what became of it. */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class SmsDelivery {

  static final String CONSUMER = "decoupling.sms";

  /**
   * Well under the transaction timeout of 60 s: a submission that outlives its transaction would be
   * made twice.
   */
  private static final Duration MAX = Duration.ofSeconds(45);

  @PersistenceContext private EntityManager entities;
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
    Registration registration = entities.find(Registration.class, request.registration());
    if (registration == null) {
      throw new IllegalStateException("there is no registration for this SMS");
    }
    return registration;
  }
}
