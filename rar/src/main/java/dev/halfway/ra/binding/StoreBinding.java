package dev.halfway.ra.binding;

import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.BrokerTask;
import dev.halfway.ra.broker.QueueContents;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.marker.StoreIdentity;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.runtime.NotReady;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.UUID;

/**
 * Whether this broker and this marker store belong together.
 *
 * <p>A database that was cloned or restored lacks markers that the real one has. A relay that
 * fenced against it would swallow messages of transactions that committed. So broker and store
 * carry the same token, in a control queue and in a row, and the row remembers which database it
 * was written in: what was copied elsewhere is recognised, and refused until an operator says that
 * it is meant.
 */
final class StoreBinding {

  private static final String NAME = "halfway_store_name";
  private static final String TOKEN = "halfway_token";
  private static final long MOMENT_MILLIS = 500;

  private final BrokerConnector broker;
  private final String controlQueue;
  private final MarkerStore store;

  StoreBinding(BrokerConnector broker, String controlQueue, MarkerStore store) {
    this.broker = broker;
    this.controlQueue = controlQueue;
    this.store = store;
  }

  /**
   * Confirms that they do, or binds them to each other when neither knows of any other.
   *
   * @return the store's id
   */
  UUID confirm() throws NotReady {
    StoreIdentity identity = identity();
    if (!identity.database().isSame()) {
      throw NotReady.wrong(
          "dataSource: marker store '%s' was written in database %s and is now in %s; if it was moved or restored on purpose, rebind it"
              .formatted(identity.name(), identity.database().then(), identity.database().now()));
    }
    try {
      List<Message> tokens = tokens(identity);
      if (tokens.isEmpty()) {
        if (identity.bound()) {
          throw NotReady.wrong(
              "controlQueue: the broker does not know marker store '%s', although they were bound to each other; if its journal was replaced or it is another broker on purpose, rebind it"
                  .formatted(identity.name()));
        }
        leaveToken(identity);
      }
      for (Message token : tokens) {
        if (!identity.id().toString().equals(token.getStringProperty(Envelope.STORE))
            || !identity.token().toString().equals(token.getStringProperty(TOKEN))) {
          throw NotReady.wrong(
              "store: the broker knows marker store '%s' as another one than this database has; if it was replaced or restored on purpose, rebind it"
                  .formatted(identity.name()));
        }
      }
      if (!identity.bound()) {
        store.bind();
      }
    } catch (JMSException e) {
      throw NotReady.outage("controlQueue: cannot use " + controlQueue + ": " + e.getMessage(), e);
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
    return identity.id();
  }

  /** Binds them anew, whatever either knew before. */
  void rebind() throws NotReady {
    try {
      // The row first: until the broker has the new token too, nothing is confirmed.
      StoreIdentity identity = store.rebind(UUID.randomUUID());
      removeTokens(identity);
      leaveToken(identity);
      store.bind();
    } catch (JMSException e) {
      throw NotReady.outage("controlQueue: cannot use " + controlQueue + ": " + e.getMessage(), e);
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
  }

  private StoreIdentity identity() throws NotReady {
    try {
      return store.identify();
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Message> tokens(StoreIdentity identity) throws JMSException {
    BrokerTask<List<Message>> looking =
        session -> QueueContents.of(session, controlQueue, ofStore(identity));
    return looking.run(broker);
  }

  private void leaveToken(StoreIdentity identity) throws JMSException {
    BrokerTask<Message> leaving =
        session -> {
          TextMessage token =
              session.createTextMessage(
                  "Binds marker store '" + identity.name() + "' to this broker. Do not remove.");
          token.setStringProperty(NAME, identity.name());
          token.setStringProperty(Envelope.STORE, identity.id().toString());
          token.setStringProperty(TOKEN, identity.token().toString());
          session.createProducer(session.createQueue(controlQueue)).send(token);
          return token;
        };
    leaving.run(broker);
  }

  private void removeTokens(StoreIdentity identity) throws JMSException {
    BrokerTask<Queue> removing =
        session -> {
          Queue queue = session.createQueue(controlQueue);
          try (MessageConsumer consumer = session.createConsumer(queue, ofStore(identity))) {
            Message removed = consumer.receive(MOMENT_MILLIS);
            while (removed != null) {
              removed = consumer.receive(MOMENT_MILLIS);
            }
          }
          return queue;
        };
    removing.run(broker);
  }

  private static String ofStore(StoreIdentity identity) {
    return NAME + " = '" + identity.name() + "'";
  }
}
