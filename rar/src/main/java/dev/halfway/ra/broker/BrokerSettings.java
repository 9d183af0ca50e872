package dev.halfway.ra.broker;

import org.jspecify.annotations.Nullable;

/**
 * How the broker is reached.
 *
 * @param connectionFactory JNDI name of one that neither pools nor enlists
 * @param managementQueue JNDI name of the address where the broker can be asked about itself, if it
 *     can
 * @param callTimeout milliseconds that a call of the broker may last
 */
public record BrokerSettings(
    String connectionFactory,
    @Nullable String user,
    @Nullable String password,
    @Nullable String managementQueue,
    long callTimeout) {

  /** Without the password. */
  @Override
  public String toString() {
    return connectionFactory;
  }
}
