package dev.halfway.decoupling;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The rows of registrations. */
@ApplicationScoped
class RegistrationRows {

  @Inject private Sql sql;

  /**
   * Adds one whose SMS is still to be sent.
   *
   * <p>An insert that the database answers with "nothing done" keeps the transaction alive, a
   * violation would not.
   *
   * @return whether it was added; not where the username is taken
   */
  boolean add(Registration registration) {
    return sql.update(
            "INSERT INTO registration (id, username, phone, registered_at, sms, attempts)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            registration.id(),
            registration.username(),
            registration.phone(),
            registration.registeredAt(),
            registration.sms(),
            registration.attempts())
        == 1;
  }

  /** The registration of this id. */
  Optional<Registration> find(UUID id) {
    return sql.first(
        "SELECT username, phone, registered_at, sms, attempts, last_error, sms_message_id,"
            + " sms_sent_at FROM registration WHERE id = ?",
        row ->
            new Registration(
                id,
                row.getString(1),
                row.getString(2),
                Sql.instant(row, 3),
                Registration.Sms.valueOf(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                Sql.instantOrNull(row, 8)),
        id);
  }

  /** Notes that the SMS was sent, by one more attempt. */
  void smsSent(UUID id, String messageId, Instant at) {
    sql.update(
        "UPDATE registration SET sms = ?, attempts = attempts + 1, last_error = NULL,"
            + " sms_message_id = ?, sms_sent_at = ? WHERE id = ?",
        Registration.Sms.SENT,
        messageId,
        at,
        id);
  }
}
