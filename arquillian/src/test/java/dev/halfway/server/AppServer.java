package dev.halfway.server;

import dev.halfway.client.Client;

/** A Jakarta EE server: one process, to be killed and started again with what it had. */
public interface AppServer extends AutoCloseable {

  /** Starts it and waits until it is ready. */
  AppServer start();

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  void kill();

  /** Whether its process is there, ready or not. */
  boolean isAlive();

  /** Waits until it has ended by itself; its exit code, 137 where it was killed. */
  int awaitEnd();

  /** Its applications, without an account. */
  Client client();

  @Override
  void close();
}
