package dev.halfway.ra.protocol.simulation;

import jakarta.jms.Queue;

/** The destination of that name. */
record Address(String name) implements Queue {

  @Override
  public String getQueueName() {
    return name;
  }
}
