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
 * Tells this node of dispatches. The subscription has the node's name, so that each node gets all,
 * and one that was away what came meanwhile. One at a time, in their order.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/broadcast/dispatches"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Topic"),
      @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
      @ActivationConfigProperty(
          propertyName = "clientId",
          propertyValue = "${jboss.tx.node.id:halfway}"),
      @ActivationConfigProperty(
          propertyName = "subscriptionName",
          propertyValue = NodeSubscriptions.DISPATCHES),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
    })
@Consumer(DispatchConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DispatchConsumer implements MessageListener {

  static final String NAME = "broadcast.dispatches";

  @Inject private DispatchFeed feed;

  @Override
  public void onMessage(Message message) {
    feed.arrived(Payload.read(message, DispatchPosted.class));
  }
}
