package dev.halfway.accounts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: PBKDF2 with HMAC-SHA-256.
 *
 * @param hash base64 of 32 bytes
 * @param salt base64 of 16 random bytes
 * @param iterations what it costs to compare a password with it
 */
record SaltedPassword(String hash, String salt, int iterations) {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  /** Stores a password, which takes as long as to compare one with it. */
  static SaltedPassword of(String password, int iterations) {
    byte[] salt = random(SALT_BYTES);
    return new SaltedPassword(base64(derive(password, salt, iterations)), base64(salt), iterations);
  }

  /** What no password is, and what it takes as long to find that out of. */
  static SaltedPassword ofNobody(int iterations) {
    return new SaltedPassword(
        base64(random(HASH_BITS / Byte.SIZE)), base64(random(SALT_BYTES)), iterations);
  }

  /** Whether it is this password. */
  boolean is(String password) {
    Base64.Decoder base64 = Base64.getDecoder();
    return MessageDigest.isEqual(
        base64.decode(hash), derive(password, base64.decode(salt), iterations));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "SaltedPassword[hidden]";
  }
}
