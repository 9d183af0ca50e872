package dev.halfway.ra.protocol;

/**
 * When a relay checks, retries and gives up.
 *
 * @param immunity milliseconds that must pass between the first sight of an undecided message,
 *     whose transaction is not open here, and a fence or the belief in the ROLLBACK of a checker
 * @param maxChecks checks that count before a message is parked
 */
public record Policy(
    long immunity, ExponentialBackoff backoff, int maxChecks, Round round, Buckets buckets) {

  /**
   * Limits of one round.
   *
   * @param batch messages in one broker transaction
   * @param hintTimeout milliseconds for which the end of a transaction of this process is waited
   *     for before its message is set aside
   * @param askTimeout milliseconds after which no further fence is set and no further checker asked
   */
  public record Round(int batch, long hintTimeout, long askTimeout) {

    public Round {
      if (batch < 1 || hintTimeout < 0 || askTimeout < 1) {
        throw new IllegalArgumentException(
            "batch %d, hintTimeout %d, askTimeout %d".formatted(batch, hintTimeout, askTimeout));
      }
    }
  }

  public Policy {
    if (immunity < 0 || maxChecks < 1) {
      throw new IllegalArgumentException(
          "immunity %d, maxChecks %d".formatted(immunity, maxChecks));
    }
  }

  /** The same for a fixed verdict: nothing of it is too early. */
  public Policy withoutImmunity() {
    return new Policy(0, backoff, maxChecks, round, buckets);
  }

  /** No message is set aside for longer than this, in milliseconds. */
  public long maxWait() {
    return Math.max(immunity, backoff.max() + backoff.first());
  }
}
