package dev.halfway.ra.protocol;

/**
 * The marker of one open transaction, not written yet: it has its connection to the database. That
 * is taken with the first message and kept until the transaction completes, because some servers
 * enlist no connection that is taken as late as that (Payara), and because what is written earlier
 * an application could undo, by going back to a savepoint.
 *
 * <p>Not thread-safe.
 */
public interface PendingMarker extends AutoCloseable {

  /**
   * Writes it, as part of the transaction, in which nothing of the application's follows.
   *
   * @throws Unavailable when there will be no marker: the transaction must not commit
   */
  void write() throws Unavailable;

  /** Gives the connection back. May be called twice. */
  @Override
  void close();
}
