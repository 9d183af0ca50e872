package dev.halfway.ra.broker;

import org.jspecify.annotations.Nullable;

/**
 * How the broker is reached.
 *
 * @param connectionFactory JNDI name of a connection factory that neither pools nor enlists
 * @param user null for none
 * @param password null for none
 * @param managementQueue JNDI name of the address where the broker can be asked about itself; null
 *     when it cannot
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
