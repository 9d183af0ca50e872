package dev.halfway.transaction.comparison;

import dev.halfway.broker.BrokerManagement;
import dev.halfway.persistence.Sql;
import dev.halfway.ra.api.HalfTransactions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.sql.SQLException;

/**
 * Whether anything of an order may still be on its way, by whichever mechanism, in doubt or not.
 */
@ApplicationScoped
class OnItsWay {

  @Inject private BrokerManagement broker;
  @Inject private Databases databases;
  @Inject private Subscriptions subscriptions;

  @Resource(lookup = "java:/halfway/HalfTransactions")
  private HalfTransactions halves;

  @Inject private Sql sql;

  /** Whether a message is not where its consumer takes it from yet, or may still come to be. */
  boolean isUndelivered() throws SQLException, JMSException {
    return halves.status().pending() > 0
        || !halves.inDoubt(1).isEmpty()
        || isInOutbox()
        || databases.prepared() > 0
        || isPreparedInBroker();
  }

  /** Whether there is a message anywhere, or may still come to be. */
  boolean isAnything() throws SQLException, JMSException {
    return isUndelivered() || subscriptions.holdAnything();
  }

  private boolean isInOutbox() {
    return sql.any("SELECT 1 FROM transaction_outbox LIMIT 1");
  }

  private boolean isPreparedInBroker() {
    JsonValue prepared =
        broker.invoke("broker", "listPreparedTransactions", JsonValue.EMPTY_JSON_ARRAY);
    return prepared instanceof JsonArray list && !list.isEmpty();
  }
}
