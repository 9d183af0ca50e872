package dev.halfway.decoupling;

import dev.halfway.consumers.MessageFate;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Brings into a registration what has become of the message that asks for its SMS, whatever its
 * consumer failed with: each failed attempt, that it is a dead letter, that it was sent back. An
 * SMS that was sent stays so.
 */
@ApplicationScoped
class SmsFailures {

  @Inject private Sql sql;

  void note(@Observes MessageFate fate) {
    if (!fate.consumer().equals(SmsDelivery.CONSUMER)) {
      return;
    }
    switch (fate.kind()) {
      case FAILED ->
          sql.update(
              "UPDATE registration SET sms = 'PENDING', attempts = attempts + 1, last_error = ?"
                  + " WHERE id = ? AND sms <> 'SENT'",
              fate.cause(),
              fate.about());
      case GIVEN_UP ->
          sql.update(
              "UPDATE registration SET sms = 'FAILED', last_error = ?"
                  + " WHERE id = ? AND sms = 'PENDING'",
              fate.cause(),
              fate.about());
      case SENT_BACK ->
          sql.update(
              "UPDATE registration SET sms = 'PENDING' WHERE id = ? AND sms = 'FAILED'",
              fate.about());
    }
  }
}
