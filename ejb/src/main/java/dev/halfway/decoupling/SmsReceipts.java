package dev.halfway.decoupling;

import dev.halfway.decoupling.link.ReceiptState;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Stores delivery receipts, and tells what they say of an SMS.
 *
 * <p>Receipts overtake one another, and come again. Of each part of an SMS the newest counts, but
 * nothing that comes after a final state ({@link ReceiptState}) undoes that: a late ENROUTE changes
 * nothing, and of two final states the first stays, unless the second is DELIVRD. What a handset
 * has confirmed is so, whatever another network on the way says before or after; so the order in
 * which the two come does not matter.
 *
 * <p>The threads of the link to the centre call it, so it is no enterprise bean: see {@link
 * dev.halfway.lifecycle}.
 */
@ApplicationScoped
@Transactional
public class SmsReceipts {

  /**
   * A centre counts its ids, and begins again: a receipt that is older than any SMS can be under
   * way is of another SMS with the same id.
   */
  private static final Duration IDS_UNIQUE_FOR = Duration.ofDays(7);

  private static final String FINAL =
      "state IN (" + Sql.placeholders(ReceiptState.finalStates().size()) + ")";

  @Inject private Sql sql;

  /**
   * Stores one; it may come before {@link #expect} has told of its SMS.
   *
   * @param receiptId which part it is about
   * @throws jakarta.ejb.EJBException when it cannot be stored: the SMS centre reports again
   */
  public void store(String receiptId, String state) {
    Instant now = Instant.now();
    if (sql.update(
            "INSERT INTO sms_receipt (state, at, sms_message_id) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            state,
            now,
            receiptId)
        == 0) {
      replace(receiptId, state, now);
    }
  }

  private void replace(String receiptId, String state, Instant now) {
    List<Object> values = new ArrayList<>();
    values.add(state);
    values.add(now);
    values.add(receiptId);
    String unless = "";
    if (!state.equals(ReceiptState.DELIVRD.name())) {
      unless = " AND (at < ? OR NOT " + FINAL + ")";
      values.add(now.minus(IDS_UNIQUE_FOR));
      values.addAll(ReceiptState.finalStates());
    }
    sql.update(
        "UPDATE sms_receipt SET state = ?, at = ? WHERE sms_message_id = ?" + unless,
        values.toArray());
  }

  /**
   * Notes which receipts are of a registration's SMS, in the transaction that says that it is sent.
   *
   * @param receiptIds of the parts that the centre gave an id
   */
  void expect(UUID registration, List<String> receiptIds) {
    sql.update("DELETE FROM sms_part WHERE registration = ?", registration);
    sql.batch(
        "INSERT INTO sms_part (registration, part, receipt_id) VALUES (?, ?, ?)",
        IntStream.range(0, receiptIds.size()).boxed().toList(),
        part -> new Object[] {registration, part + 1, receiptIds.get(part)});
  }

  /**
   * What is known of a registration's SMS as a whole, as in {@code DELIVRD}; empty before a receipt
   * came.
   */
  public Optional<String> of(UUID registration) {
    // By clocks of several nodes, so not to the second.
    List<Optional<String>> parts =
        sql.list(
            "SELECT receipt.state FROM sms_part part"
                + " JOIN registration ON registration.id = part.registration"
                + " LEFT JOIN sms_receipt receipt ON receipt.sms_message_id = part.receipt_id"
                + " AND receipt.at > registration.registered_at - INTERVAL '1' HOUR"
                + " WHERE part.registration = ? ORDER BY part.part",
            row -> Optional.ofNullable(row.getString(1)),
            registration);
    return ReceiptState.ofParts(parts);
  }
}
