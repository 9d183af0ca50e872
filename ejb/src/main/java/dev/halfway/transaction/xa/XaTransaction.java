package dev.halfway.transaction.xa;

import java.time.Instant;
import java.util.Set;

/**
 * A transaction that is prepared somewhere.
 *
 * @param uid what the transaction manager calls it
 * @param node the transaction manager that began it
 * @param since when it was prepared, as far as is known
 * @param branches where it is prepared still
 * @param decided whether this node's log says that it commits
 * @param own whether it is this node's, so that its log would say so
 */
public record XaTransaction(
    String uid, String node, Instant since, Set<Place> branches, boolean decided, boolean own) {

  /** Where a branch can be. */
  public enum Place {
    /** Among the database's prepared transactions. */
    DATABASE,
    /** Among the broker's. */
    BROKER
  }

  public XaTransaction {
    branches = Set.copyOf(branches);
  }

  /** What is known of how it ends; UNKNOWN of another node's. */
  public Known known() {
    return decided ? Known.COMMIT : own ? Known.ROLLBACK : Known.UNKNOWN;
  }

  /** How a transaction ends, as far as is known. */
  public enum Known {
    /** It was decided to commit. */
    COMMIT,
    /** It was not, and so it is to be rolled back. */
    ROLLBACK,
    /** Only its own node knows. */
    UNKNOWN
  }
}
