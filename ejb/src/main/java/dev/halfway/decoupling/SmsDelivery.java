package dev.halfway.decoupling;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import dev.halfway.shared.Inbox;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Sends the SMS that was asked for, and records what became of it. */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class SmsDelivery {

  static final String CONSUMER = "decoupling.sms";

  @PersistenceContext private EntityManager entities;
  @Inject private Inbox inbox;
  @Inject private SmsCentre centre;

  /**
   * Sends the SMS unless this message's has been sent before. Inbox entry and result are one
   * transaction with the submission inside it, so a second delivery waits for the first and then
   * does nothing.
   *
   * @throws SmsNotSent when the SMS centre refused or was out of reach; nothing is recorded
   */
  public void deliver(String message, SmsRequested request) throws SmsNotSent {
    if (!inbox.enter(CONSUMER, message)) {
      return;
    }
    Registration registration = registration(request);
    registration.smsSent(centre.welcome(registration), Instant.now());
  }

  private Registration registration(SmsRequested request) {
    Registration registration = entities.find(Registration.class, request.registration());
    if (registration == null) {
      throw new IllegalStateException("there is no registration for this SMS");
    }
    return registration;
  }
}
