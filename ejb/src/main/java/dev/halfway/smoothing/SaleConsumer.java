package dev.halfway.smoothing;

import dev.halfway.consumers.Consumer;
import dev.halfway.lifecycle.ServerStopping;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes orders to the desk, as many at the same time as the bound allows, which may change: so
 * there are sessions for the highest, and they wait. Acknowledged when the order's row has
 * committed; one that comes again finds the row.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/smoothing/orders"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "64"),
      // No order waits with a session that has no room for it, while another has.
      @ActivationConfigProperty(propertyName = "consumerWindowSize", propertyValue = "0")
    })
@Consumer(SaleConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SaleConsumer implements MessageListener {

  static final String NAME = "smoothing";

  @Inject private SaleDesk desk;
  @Inject private OrderDesk orders;

  @Override
  public void onMessage(Message message) {
    SaleOrder order = Payload.read(message, SaleOrder.class);
    try {
      desk.beginWork();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStopping(e);
    }
    try {
      orders.work(order).ifPresent(desk::workedOff);
    } finally {
      desk.endWork();
    }
  }
}
