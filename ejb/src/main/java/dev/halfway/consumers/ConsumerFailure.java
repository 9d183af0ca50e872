package dev.halfway.consumers;

import dev.halfway.broker.Peek;
import dev.halfway.messages.About;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a consumer failed on a message, and how often.
 *
 * @param message what identifies the message
 * @param consumer the consumer's name
 * @param about what the message is about, see {@link About}; null where it does not say
 * @param cause the innermost reason, at most 1,000 characters
 * @param attempts how many deliveries have failed, the newest included; 0 where the consumer never
 *     told
 * @param at when the newest failed
 * @param givenUp whether the message was seen among the dead letters since
 */
public record ConsumerFailure(
    String message,
    String consumer,
    @Nullable UUID about,
    String cause,
    int attempts,
    Instant at,
    boolean givenUp) {

  /** The cause of a dead letter whose consumer never told. */
  static final String UNTOLD = "unknown: the broker gave up, no consumer has told why";

  private static final int MAX_NAME = 64;

  /** As an attempt has failed. */
  public ConsumerFailure(
      String message,
      String consumer,
      @Nullable UUID about,
      String cause,
      int attempts,
      Instant at) {
    this(message, consumer, about, cause, attempts, at, false);
  }

  /**
   * The failure among those of one message that is of the consumer which this queue is for; where
   * the queue is not known, of any.
   */
  static Optional<ConsumerFailure> of(String queue, Collection<ConsumerFailure> failures) {
    return failures.stream()
        .filter(failure -> queue.equals(Peek.UNKNOWN) || isFor(queue, failure.consumer()))
        .findFirst();
  }

  /**
   * Whether a queue is a consumer's: {@code halfway.transaction-stock} is for {@code
   * transaction.stock}, {@code halfway.delay.timers} for {@code delay}. Of a topic each consumer
   * has a queue of its own, and the same message in it.
   */
  private static boolean isFor(String queue, String consumer) {
    return ("." + dotted(queue) + ".").contains("." + dotted(consumer) + ".");
  }

  /** What the consumer of a queue is called when nothing else is known of it. */
  static String consumerOf(String queue) {
    String dotted = dotted(queue);
    String name = dotted.substring(dotted.indexOf('.') + 1);
    return name.substring(0, Math.min(name.length(), MAX_NAME));
  }

  private static String dotted(String name) {
    return name.replace('-', '.');
  }
}
