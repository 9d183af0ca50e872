package dev.halfway.portability;

import dev.halfway.client.Client;

/**
 * A Jakarta EE server with the adapter and an application at {@code /probe}: one process, to be
 * killed and started again with what it had.
 */
public interface AppServer extends AutoCloseable {

  /** Starts it, and waits until the application answers. */
  AppServer start();

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  void kill();

  boolean isAlive();

  /** Waits until it has ended by itself; its exit code, 137 where it was killed. */
  int awaitEnd();

  /** Its applications. */
  Client client();

  @Override
  void close();
}
