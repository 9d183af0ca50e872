package dev.halfway.ra.protocol;

import java.util.UUID;

/**
 * Identity of one half transaction, the same for all its messages and its marker row.
 *
 * <p>The bucket, which names the marker table, is part of it: marker and fence of one transaction
 * meet in one table whenever and wherever they are written.
 *
 * @param uuid of version 7, so that the index of the markers grows at its end
 */
public record HalfTransactionId(int bucket, UUID uuid) {

  public HalfTransactionId {
    if (bucket < 0) {
      throw new IllegalArgumentException("bucket " + bucket);
    }
  }

  /** A new id. Of the random bits the last 74 count. */
  public static HalfTransactionId of(long now, Buckets buckets, UUID random) {
    long most = (now << 16) | 0x7000L | (random.getMostSignificantBits() & 0x0FFFL);
    long least = (random.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL) | (1L << 63);
    return new HalfTransactionId(buckets.at(now), new UUID(most, least));
  }

  /** Milliseconds since 1970 at which it was made, by the clock of its node. */
  public long madeAt() {
    return uuid.getMostSignificantBits() >>> 16;
  }

  /** Reads {@link #toString}; throws IllegalArgumentException when the text is not an id. */
  public static HalfTransactionId parse(String text) {
    int dash = text.indexOf('-');
    if (dash <= 0) {
      throw new IllegalArgumentException("not a half transaction's id: " + text);
    }
    HalfTransactionId id =
        new HalfTransactionId(
            Integer.parseInt(text.substring(0, dash)), UUID.fromString(text.substring(dash + 1)));
    if (!id.toString().equals(text)) {
      throw new IllegalArgumentException("not a half transaction's id: " + text);
    }
    return id;
  }

  /** {@code <bucket>-<uuid>}, at most 47 characters. */
  @Override
  public String toString() {
    return bucket + "-" + uuid;
  }
}
