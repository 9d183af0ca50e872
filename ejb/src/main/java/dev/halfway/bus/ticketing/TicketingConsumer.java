package dev.halfway.bus.ticketing;

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

/**
 * Takes from the bus the orders that want a ticket, and those that want none any more. Acknowledged
 * when the ticket has been committed together with the answer.
 */
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
      @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "bus-ticketing"),
      @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.bus.consumers:4}")
    })
@Consumer(TicketingConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TicketingConsumer implements MessageListener {

  static final String NAME = "bus.ticketing";

  @Inject private TicketDesk desk;

  @Override
  public void onMessage(Message message) {
    OrderChanged order = Payload.read(message, OrderChanged.class);
    switch (order.state()) {
      case DISPATCHED -> desk.issue(order);
      case TICKET_FAILED -> desk.withdraw(order.order());
      case CREATED, TICKETED, DRAWN, WON, LOST -> {}
    }
  }
}
