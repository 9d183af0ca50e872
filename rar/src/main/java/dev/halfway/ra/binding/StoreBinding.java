package dev.halfway.ra.binding;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.broker.QueueContents;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.StoreIdentity;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.UUID;

/**
 * Whether this broker and this marker store belong together.
 *
 * <p>A database that was cloned or restored lacks markers that the real one has. A relay that
 * fenced against it would discard messages of transactions that committed. So broker and store
 * carry the same token, in a control queue and in a row, and the row remembers which database it
 * was written in. A copy in another place is refused until an operator says that it is meant.
 */
record StoreBinding(ControlQueue control, MarkerStore store) {

  /** Confirms that they do, or binds them if neither knows of another; returns the store's id. */
  UUID confirm() throws Unavailable {
    StoreIdentity identity = store.identify();
    if (!identity.database().isSame()) {
      throw Unavailable.untilRepaired(
          "dataSource: marker store '%s' was written in database %s and is now in %s; if it was moved or restored on purpose, rebind it"
              .formatted(identity.name(), identity.database().then(), identity.database().now()));
    }
    switch (control.call(session -> found(session, identity))) {
      case OTHER ->
          throw Unavailable.untilRepaired(
              "store: the broker knows marker store '%s' as another one than this database has; if it was replaced or restored on purpose, rebind it"
                  .formatted(identity.name()));
      case NONE -> {
        if (identity.bound()) {
          throw Unavailable.untilRepaired(
              "controlQueue: the broker does not know marker store '%s', although they were bound to each other; if its journal was replaced or it is another broker on purpose, rebind it"
                  .formatted(identity.name()));
        }
        leaveToken(identity);
      }
      case SAME -> {}
    }
    if (!identity.bound()) {
      store.bind();
    }
    return identity.id();
  }

  /** Rebinds them, whatever either knew before. */
  void rebind() throws Unavailable {
    // The row first: until the broker has the new token too, nothing is confirmed.
    StoreIdentity identity = store.rebind(UUID.randomUUID());
    control.call(session -> control.remove(session, ofStore(identity), Long.MAX_VALUE));
    leaveToken(identity);
    store.bind();
  }

  /** The tokens that the broker has for a store of this name. */
  private enum Tokens {
    NONE,
    SAME,
    OTHER
  }

  private Tokens found(Session session, StoreIdentity identity) throws JMSException {
    Tokens found = Tokens.NONE;
    for (Message token : QueueContents.of(session, control.name(), ofStore(identity))) {
      boolean same =
          identity.id().toString().equals(token.getStringProperty(PropertyNames.STORE))
              && identity.token().toString().equals(token.getStringProperty(PropertyNames.TOKEN));
      if (!same) {
        return Tokens.OTHER;
      }
      found = Tokens.SAME;
    }
    return found;
  }

  private void leaveToken(StoreIdentity identity) throws Unavailable {
    control.call(
        session -> {
          TextMessage token =
              session.createTextMessage(
                  "Binds marker store '" + identity.name() + "' to this broker. Do not remove.");
          token.setStringProperty(PropertyNames.STORE_NAME, identity.name());
          token.setStringProperty(PropertyNames.STORE, identity.id().toString());
          token.setStringProperty(PropertyNames.TOKEN, identity.token().toString());
          session.createProducer(control.in(session)).send(token);
          return token;
        });
  }

  private static String ofStore(StoreIdentity identity) {
    return PropertyNames.STORE_NAME + " = '" + identity.name() + "'";
  }
}
