package dev.halfway.transaction;

/** By which mechanism an order and the message about it are kept together. */
public enum Mode {
  /** Commit, then send: a crash in between loses the message. */
  PLAIN,
  /** Two-phase commit of database and broker. */
  XA,
  /** A half message, settled by a marker row. */
  HALF,
  /** A row beside the order, sent afterwards by a relay. */
  OUTBOX
}
