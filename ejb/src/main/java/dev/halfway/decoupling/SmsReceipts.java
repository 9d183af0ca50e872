package dev.halfway.decoupling;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Stores delivery receipts; the newest for an SMS counts. */
@Stateless
public class SmsReceipts {

  @PersistenceContext private EntityManager entities;

  /** Fails, so that the SMS centre reports again, when it cannot be stored. */
  public void store(String smsMessageId, String state) {
    entities.merge(new SmsReceipt(smsMessageId, state, Instant.now()));
  }
}
