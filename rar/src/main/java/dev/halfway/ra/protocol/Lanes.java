package dev.halfway.ra.protocol;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The half queues of one node. Messages with one key go through one lane, those without a key by
 * their transaction: so order per key, and order within a transaction, is that of the sending.
 */
public record Lanes(String prefix, int count) {

  public Lanes {
    if (count < 1) {
      throw new IllegalArgumentException("lanes " + count);
    }
  }

  /** Names of the half queues. */
  public List<String> queues() {
    return IntStream.range(0, count).mapToObj(lane -> prefix + "." + lane).toList();
  }

  /** Name of the queue of what is undecided or not deliverable. */
  public String waiting() {
    return prefix + ".waiting";
  }

  /** The half queue for a message. */
  public String queueFor(HalfTransactionId transaction, @Nullable String key) {
    int hash = key == null ? transaction.uuid().hashCode() : key.hashCode();
    return prefix + "." + Math.floorMod(hash, count);
  }
}
