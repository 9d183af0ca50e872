package dev.halfway.shared;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: the SaltedPassword of SCRAM (RFC 5802, section 3), which is PBKDF2
 * with HMAC-SHA-256. The server's realm checks the same form.
 *
 * @param hash base64 of 32 bytes
 * @param salt base64 of 16 random bytes
 */
record SaltedPassword(String hash, String salt, int iterations) {

  /**
   * RFC 7677, section 4, asks for 4,096 at least. It is paid at every request with credentials;
   * generated passwords have 144 bits, so guessing does not become feasible by a lower cost per
   * try.
   */
  static final int ITERATIONS = 4096;

  static SaltedPassword of(String password) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return new SaltedPassword(
          base64.encodeToString(hash), base64.encodeToString(salt), ITERATIONS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks PBKDF2WithHmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "SaltedPassword[hidden]";
  }
}
