package dev.halfway.bus.notification;

import dev.halfway.bus.OrderChanged;
import dev.halfway.consumers.Consumer;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes from the bus what a player wants to know. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/bus/events"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Topic"),
      @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
      @ActivationConfigProperty(propertyName = "clientId", propertyValue = "halfway"),
      @ActivationConfigProperty(
          propertyName = "subscriptionName",
          propertyValue = "bus-notification"),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.bus.consumers:4}")
    })
@Consumer(NotificationConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NotificationConsumer implements MessageListener {

  static final String NAME = "bus.notification";

  @Inject private Notices notices;

  @Override
  public void onMessage(Message message) {
    notices.write(Payload.read(message, OrderChanged.class));
  }
}
