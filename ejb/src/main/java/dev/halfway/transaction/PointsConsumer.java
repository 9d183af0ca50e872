package dev.halfway.transaction;

import dev.halfway.consumers.Consumer;
import dev.halfway.messages.Deliveries;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes orders to the loyalty points. Acknowledged when their effect has committed, outside of its
 * transaction: a crash in between delivers the message again, and the inbox drops it.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/transaction/orders"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Topic"),
      @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
      @ActivationConfigProperty(propertyName = "clientId", propertyValue = "halfway"),
      @ActivationConfigProperty(
          propertyName = "subscriptionName",
          propertyValue = "transaction-points"),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.transaction.consumers:4}")
    })
@Consumer(PointsConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PointsConsumer implements MessageListener {

  static final String NAME = "transaction.points";

  @Inject private Effects effects;

  @Override
  public void onMessage(Message message) {
    effects.happen(
        DownstreamSystem.POINTS,
        NAME,
        Deliveries.idOf(message),
        Payload.read(message, OrderAnnouncement.class));
  }
}
