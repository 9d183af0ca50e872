package dev.halfway.decoupling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Stores delivery receipts; the newest for an SMS counts.
 *
 * <p>The threads of the link to the centre call it, so it is no EJB: see {@link
 * dev.halfway.shared}.
 */
@ApplicationScoped
@Transactional
public class SmsReceipts {

  @PersistenceContext private EntityManager entities;

  /** Fails, so that the SMS centre reports again, when it cannot be stored. */
  public void store(String smsMessageId, String state) {
    entities.merge(new SmsReceipt(smsMessageId, state, Instant.now()));
  }
}
