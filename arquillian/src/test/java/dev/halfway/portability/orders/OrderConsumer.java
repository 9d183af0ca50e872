package dev.halfway.portability.orders;

import dev.halfway.half.probe.Rows;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.sql.SQLException;

/**
 * Takes orders from a queue: a row, and a half message that tells of it to the queue that the
 * message names. The first attempt fails where the message says so.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "destination", propertyValue = OrderConsumer.QUEUE),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false")
    })
public class OrderConsumer implements MessageListener {

  public static final String QUEUE = "halfway.orders";
  public static final String FAILS = "fails-once";

  @Inject private Rows rows;

  @Inject
  @JMSConnectionFactory("jms/HalfMessages")
  private JMSContext half;

  @Resource private MessageDrivenContext context;

  @Override
  public void onMessage(Message message) {
    try {
      String id = message.getBody(String.class);
      rows.insert(id);
      half.createProducer().send(half.createQueue(message.getJMSType()), id + "#0");
      if (id.startsWith(FAILS) && !message.getJMSRedelivered()) {
        context.setRollbackOnly();
      }
    } catch (JMSException | SQLException e) {
      throw new EJBException(e);
    }
  }
}
