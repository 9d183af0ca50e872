package dev.halfway.ra.outbound;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;

/**
 * Where a half message goes once its transaction has committed, in a form that survives a crash.
 */
record RealDestination(String name, boolean topic) {

  static RealDestination of(Destination destination) throws JMSException {
    if (destination instanceof TemporaryQueue || destination instanceof TemporaryTopic) {
      throw new InvalidDestinationException(
          "a temporary destination may be gone when the transaction has committed: "
              + destination
              + "; send to it outside the transaction");
    }
    if (destination instanceof Queue queue) {
      return new RealDestination(queue.getQueueName(), false);
    }
    if (destination instanceof Topic topic) {
      return new RealDestination(topic.getTopicName(), true);
    }
    throw new InvalidDestinationException("neither a queue nor a topic: " + destination);
  }
}
