package dev.halfway.ra.protocol;

/**
 * How patient a relay is.
 *
 * @param immunity milliseconds, from 0, that must pass between the first sight of an undecided
 *     message, whose transaction is not open here, and a fence or the belief in a checker's
 *     ROLLBACK
 * @param hintBound milliseconds, from 0, for which the end of a transaction of this process is
 *     waited for before its message is set aside
 * @param backoff intervals between checks
 * @param maxChecks checks that count before a message is parked, from 1
 * @param batch messages in one broker transaction, from 1
 * @param askBudget milliseconds that fences and checkers may take within one round, from 1
 * @param buckets how markers are kept
 */
public record Policy(
    long immunity,
    long hintBound,
    ExponentialBackoff backoff,
    int maxChecks,
    int batch,
    long askBudget,
    Buckets buckets) {

  public Policy {
    if (immunity < 0 || hintBound < 0 || maxChecks < 1 || batch < 1 || askBudget < 1) {
      throw new IllegalArgumentException(
          "immunity %d, hintBound %d, maxChecks %d, batch %d, askBudget %d"
              .formatted(immunity, hintBound, maxChecks, batch, askBudget));
    }
  }

  /** The same for a verdict that stands: nothing of it is too early. */
  public Policy withoutImmunity() {
    return new Policy(0, hintBound, backoff, maxChecks, batch, askBudget, buckets);
  }

  /** No message is set aside for longer than this, in milliseconds. */
  public long longestWait() {
    return Math.max(immunity, backoff.longest() + backoff.first());
  }
}
