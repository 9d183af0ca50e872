package dev.halfway.bus;

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
import java.util.List;

/**
 * Takes to the centre what it is told. Acknowledged when the centre has committed it; what is
 * delivered again the inbox drops.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/bus/centre"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.bus.consumers:4}")
    })
@Consumer(CentreConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CentreConsumer implements MessageListener {

  static final String NAME = "bus.centre";

  private static final List<Class<? extends Record>> TOLD =
      List.of(
          OrderPlaced.class,
          TicketIssued.class,
          TicketRefused.class,
          PrizeCalculated.class,
          GameDrawn.class);

  @Inject private SchedulingCentre centre;

  @Override
  public void onMessage(Message message) {
    Record told = Payload.readAny(message, TOLD);
    String id = Deliveries.idOf(message);
    if (told instanceof GameDrawn drawn) {
      centre.tell(drawn, id);
    } else if (told instanceof Fact fact) {
      centre.learn(fact, id);
    }
  }
}
