package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Buckets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What the marker store has to be told.
 *
 * @param storeName names the database among those whose applications share a broker
 * @param buckets how markers are kept; the same for all that share the database
 * @param lockTimeout milliseconds for which a statement outside the application's transactions
 *     waits for a lock
 * @param queryTimeout seconds
 * @param deadline how long after its transaction got its id a marker may be written, by the
 *     database's clock
 */
public record MarkerConfiguration(
    String storeName,
    SchemaManagement schemaManagement,
    Buckets buckets,
    long lockTimeout,
    int queryTimeout,
    Duration deadline) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int MAX_QUERY_TIMEOUT = 3_600;

  public MarkerConfiguration {
    if (!NAME.matcher(storeName).matches()) {
      throw new IllegalArgumentException(
          "store: 1 to 64 of the characters A-Z a-z 0-9 _ . - are wanted, not '" + storeName + "'");
    }
    if (queryTimeout < 1 || queryTimeout > MAX_QUERY_TIMEOUT) {
      throw new IllegalArgumentException(
          "queryTimeout: 1 to " + MAX_QUERY_TIMEOUT + " seconds are wanted, not " + queryTimeout);
    }
    if (lockTimeout < 1 || lockTimeout >= queryTimeout * 1_000L) {
      throw new IllegalArgumentException(
          "lockTimeout: at least 1 millisecond and less than queryTimeout ("
              + queryTimeout
              + " s) is wanted, not "
              + lockTimeout);
    }
    if (deadline.compareTo(Duration.ofSeconds(1)) < 0
        || deadline.compareTo(Duration.ofDays(buckets.days())) > 0) {
      throw new IllegalArgumentException(
          "bucketDays: markers may be written up to "
              + deadline
              + " late, which has to be from a second up to the "
              + buckets.days()
              + " days of a bucket");
    }
  }
}
