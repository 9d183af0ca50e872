package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Buckets;
import java.time.Duration;

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

  public MarkerConfiguration {
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
