package dev.halfway.broadcast;

import dev.halfway.consumers.Consumer;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Brings changes of the dictionary into this node's cache; subscribed as {@link DispatchConsumer}.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/broadcast/dictionary"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Topic"),
      @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
      @ActivationConfigProperty(
          propertyName = "clientId",
          propertyValue = "${jboss.tx.node.id:halfway}"),
      @ActivationConfigProperty(
          propertyName = "subscriptionName",
          propertyValue = NodeSubscriptions.DICTIONARY),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
    })
@Consumer(DictionaryConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DictionaryConsumer implements MessageListener {

  static final String NAME = "broadcast.dictionary";

  @Inject private Dictionary dictionary;

  @Override
  public void onMessage(Message message) {
    dictionary.told(Payload.read(message, EntryChanged.class));
  }
}
