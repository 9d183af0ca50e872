package dev.halfway.shared;

import static jakarta.ejb.TransactionAttributeType.REQUIRED;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/**
 * Who changed what, in the table {@code audit}. Written in the transaction of the change where it
 * has one, else in its own, right after.
 */
@Stateless
@TransactionAttribute(REQUIRED)
public class Audit {

  @PersistenceContext private EntityManager entities;

  /** Adds an entry; names are at most 64 characters, subject and outcome 255. */
  public void record(String who, String action, String subject, String outcome) {
    entities.persist(new AuditEntry(Instant.now(), who, action, subject, outcome, null));
  }

  /** Adds an entry of something that needs a reason, of at most 255 characters. */
  public void record(String who, String action, String subject, String outcome, String reason) {
    entities.persist(new AuditEntry(Instant.now(), who, action, subject, outcome, reason));
  }
}
