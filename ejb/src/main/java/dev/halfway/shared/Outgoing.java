package dev.halfway.shared;

import static jakarta.ejb.TransactionAttributeType.MANDATORY;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.jms.Destination;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;

/**
 * Sends messages as part of the caller's transaction: they become deliverable if and only if it
 * commits, soon after it has; a crash at any moment delays them and neither loses nor invents one.
 *
 * <p>The connection factory named here is the one place that decides by which mechanism: half
 * messages.
 */
@Stateless
@TransactionAttribute(MANDATORY)
public class Outgoing {

  @Inject
  @JMSConnectionFactory("java:/jms/HalfMessages")
  private JMSContext context;

  /** Sends a record, as {@link Payload} describes, durably. */
  public void send(Destination destination, Record payload) {
    context
        .createProducer()
        .setJMSType(Payload.typeOf(payload.getClass()))
        .send(destination, Payload.write(payload));
  }
}
