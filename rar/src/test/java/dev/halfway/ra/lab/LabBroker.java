package dev.halfway.ra.lab;

import jakarta.jms.ConnectionFactory;

/** A broker under test, with what tests need besides Jakarta Messaging. */
public interface LabBroker extends AutoCloseable {

  /** Its connection factory, as its manual says that the adapter needs it. */
  ConnectionFactory connections();

  /** The connection factory of applications that receive. */
  default ConnectionFactory receivers() {
    return connections();
  }

  /** Starts it, with what it has kept. */
  LabBroker start();

  /** Makes a durable queue, unless there is one. */
  LabBroker queue(String name);

  /** Makes a topic. */
  LabBroker topic(String name);

  /** How many messages a queue holds. */
  long count(String queue);

  /** The queue where it puts what has expired. */
  String expired();

  /** The test is over. */
  @Override
  void close();
}
