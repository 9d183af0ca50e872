package dev.halfway.delay;

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
import java.time.Duration;
import java.time.Instant;

/**
 * Fires timers when the broker says so. Acknowledged when what a timer does has committed; one that
 * is delivered again finds its row fired.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:/jms/delay/timers"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${halfway.delay.consumers:8}")
    })
@Consumer(TimerConsumer.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TimerConsumer implements MessageListener {

  static final String NAME = "delay";

  @Inject private TimerFiring firing;

  @Override
  public void onMessage(Message message) {
    TimerDue due = Payload.read(message, TimerDue.class);
    awaitTime(due.dueAt());
    firing.fire(due, Instant.now());
  }

  /** A broker on another machine has another clock; by this one's nothing is early. */
  private static void awaitTime(Instant dueAt) {
    try {
      for (Duration left = Duration.between(Instant.now(), dueAt);
          left.compareTo(Duration.ZERO) > 0;
          left = Duration.between(Instant.now(), dueAt)) {
        Thread.sleep(left.toMillis() + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStopping(e);
    }
  }
}
