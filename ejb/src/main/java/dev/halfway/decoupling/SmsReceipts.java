package dev.halfway.decoupling;

import dev.halfway.shared.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Stores delivery receipts; the newest for an SMS counts.
 *
 * <p>The threads of the link to the centre call it, so it is no EJB: see {@link
 * dev.halfway.shared}. And not by Jakarta Persistence, because WildFly 39 now and then starts such
 * beans before the persistence unit is there, and then not at all.
 */
@ApplicationScoped
@Transactional
public class SmsReceipts {

  @Inject private Sql sql;

  /**
   * Stores one.
   *
   * @throws jakarta.ejb.EJBException when it cannot be stored: the SMS centre reports again
   */
  public void store(String smsMessageId, String state) {
    Instant now = Instant.now();
    if (sql.update(
            "UPDATE sms_receipt SET state = ?, at = ? WHERE sms_message_id = ?",
            state,
            now,
            smsMessageId)
        == 0) {
      sql.update(
          "INSERT INTO sms_receipt (state, at, sms_message_id) VALUES (?, ?, ?)",
          state,
          now,
          smsMessageId);
    }
  }
}
