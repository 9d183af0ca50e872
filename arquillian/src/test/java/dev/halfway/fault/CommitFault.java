package dev.halfway.fault;

/** What {@link TcpProxy} does to a commit that passes it. */
public enum CommitFault {

  /** The connection ends before the commit has arrived: the server rolls back. */
  LOST,

  /**
   * The commit is held back with its connection open, until the proxy lets everything pass: to the
   * server the transaction goes on and keeps its locks. It arrives late even if the client has
   * given up by then, as what waits in a network's buffers does.
   */
  HELD,

  /** The connection ends after the server has answered the commit, and before the client hears. */
  REPLY_LOST,

  /**
   * The server has answered the commit, the client hears nothing more, and the connection stays.
   */
  REPLY_WITHHELD
}
