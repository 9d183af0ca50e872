package dev.halfway.bus.prizes;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.OrderState;
import dev.halfway.consumers.Consumer;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes from the bus the orders whose game was drawn, and answers what they have won. */
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
      @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "bus-prizes"),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.bus.consumers:4}")
    })
@Consumer(PrizesConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PrizesConsumer implements MessageListener {

  static final String NAME = "bus.prizes";

  @Inject private PrizeDesk desk;

  @Override
  public void onMessage(Message message) {
    OrderChanged order = Payload.read(message, OrderChanged.class);
    if (order.state() == OrderState.DRAWN) {
      desk.calculate(order);
    }
  }
}
