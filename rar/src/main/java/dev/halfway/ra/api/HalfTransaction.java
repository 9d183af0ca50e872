package dev.halfway.ra.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One half message that waits for its verdict or its delivery, as operators see it.
 *
 * @param id names this message in {@link HalfTransactions}: {@code <transaction>.<ordinal>}
 * @param transaction id of the half transaction; one transaction may have several messages
 * @param ordinal of the message within its transaction, from 0
 * @param group the group of senders
 * @param node the node that sent it
 * @param key what orders it, if the application gave a key
 * @param destination the name of its real destination
 * @param state where it is
 * @param queue the queue it is kept in
 * @param sentAt when the application sent it, by the clock of its node
 * @param attempts attempts so far
 * @param checks how many of these count towards parking
 * @param nextCheck when the next check is; null when the relay reads the message as it comes
 * @param verdict the verdict if one is known
 * @param cause why it is still here; null when it was not checked yet
 */
public record HalfTransaction(
    String id,
    String transaction,
    int ordinal,
    String group,
    String node,
    @Nullable String key,
    String destination,
    State state,
    String queue,
    Instant sentAt,
    int attempts,
    int checks,
    @Nullable Instant nextCheck,
    Verdict verdict,
    @Nullable String cause) {

  /** Where a half message is. */
  public enum State {
    /** In a half queue, not checked yet. */
    HALF,
    /** In a waiting queue: undecided, or not deliverable for now. */
    WAITING,
    /** In the parked queue: it waits for an operator. */
    PARKED
  }
}
