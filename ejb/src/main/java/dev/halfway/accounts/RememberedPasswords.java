package dev.halfway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The right passwords of late: HTTP Basic brings one with each request, and to compare it with what
 * is stored is slow on purpose. Kept is an HMAC under a key that nobody but this process has, and
 * that it never writes down. It is bound to what is stored: another password, or the same one
 * stored anew, is not remembered. Thread-safe.
 */
final class RememberedPasswords {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MOST = 10_000;
  private static final Duration UNUSED = Duration.ofHours(1);

  private final SecretKeySpec key;
  private final Cache<String, byte[]> macs;

  RememberedPasswords(Ticker ticker) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, ALGORITHM);
    macs =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(MOST)
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .build();
  }

  /** Takes note of a password that is right. */
  void add(StoredAccount account, String password) {
    macs.put(account.name(), mac(account, password));
  }

  /** Whether this is known to be the right one. */
  boolean has(StoredAccount account, String password) {
    byte @Nullable [] known = macs.getIfPresent(account.name());
    return known != null && MessageDigest.isEqual(known, mac(account, password));
  }

  private byte[] mac(StoredAccount account, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // Each of these has a form without U+0000, so what follows cannot be taken for a part of it.
      for (String part :
          new String[] {account.name(), account.password().hash(), account.password().salt()}) {
        mac.update(part.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
      }
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
    }
  }
}
