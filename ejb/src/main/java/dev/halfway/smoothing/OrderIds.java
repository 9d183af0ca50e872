package dev.halfway.smoothing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids of orders that can be told from any others without asking anybody: 74 random bits and 48 of
 * their HMAC, as a UUID of version 8 (RFC 9562, 5.8). Thread-safe.
 */
final class OrderIds {

  private static final String ALGORITHM = "HmacSHA256";
  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION = 0x8000L;
  private static final long MAC_MASK = 0xFFFF_FFFF_FFFFL;
  private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecretKeySpec key;

  /**
   * Ids of one secret.
   *
   * @param secret at least 16 bytes
   */
  OrderIds(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** A new one. */
  UUID next() {
    UUID random = UUID.randomUUID();
    long most = (random.getMostSignificantBits() & ~VERSION_MASK) | VERSION;
    long least = (random.getLeastSignificantBits() & ~VARIANT_MASK & ~MAC_MASK) | VARIANT;
    return new UUID(most, least | mac(most, least));
  }

  /** Whether an id was given out with this secret. */
  boolean areOurs(UUID id) {
    long least = id.getLeastSignificantBits() & ~MAC_MASK;
    return id.getLeastSignificantBits() == (least | mac(id.getMostSignificantBits(), least));
  }

  private long mac(long most, long least) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] digest =
          mac.doFinal(ByteBuffer.allocate(2 * Long.BYTES).putLong(most).putLong(least).array());
      return ByteBuffer.wrap(digest).getLong() & MAC_MASK;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
