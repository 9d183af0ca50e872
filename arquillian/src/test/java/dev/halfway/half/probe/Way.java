package dev.halfway.half.probe;

/** How messages are sent. */
public enum Way {
  /** By a {@code JMSContext} that the container injects. */
  INJECTED,
  /** By a {@code JMSContext} that is created and closed. */
  CONTEXT,
  /** By connection, session and producer, which are closed by closing the connection. */
  CONNECTION
}
