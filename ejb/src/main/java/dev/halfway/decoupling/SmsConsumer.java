package dev.halfway.decoupling;

import dev.halfway.consumers.Consumer;
import dev.halfway.decoupling.SmsNotSent.Reason;
import dev.halfway.messages.Deliveries;
import dev.halfway.messages.Payload;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes one request for an SMS at a time to {@link SmsDelivery}. Acknowledged when that has
 * committed, outside of its transaction: a crash in between delivers the message again, and the
 * inbox drops it.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/decoupling/sms"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.decoupling.consumers:8}")
    })
@Consumer(SmsDelivery.CONSUMER)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SmsConsumer implements MessageListener {

  @Inject private SmsCentre centre;
  @Inject private SmsDelivery delivery;

  @Override
  public void onMessage(Message message) {
    SmsRequested request = Payload.read(message, SmsRequested.class);
    while (true) {
      // An outage is not the message's fault: wait here rather than use up its attempts.
      centre.awaitReachable();
      try {
        delivery.deliver(Deliveries.idOf(message), request);
        return;
      } catch (SmsNotSent e) {
        if (e.reason() != Reason.UNREACHABLE) {
          throw new EJBException(e);
        }
      }
    }
  }
}
