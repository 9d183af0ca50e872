package dev.halfway.accounts;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a password costs to store and to compare, {@code halfway.accounts.iterations} of PBKDF2: so
 * that whoever gets hold of the table cannot try many. Slow on purpose, a third of a second and
 * more.
 */
@Dependent
class PasswordHashing {

  private final int iterations;

  /** The default is OWASP's figure (Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256). */
  @Inject
  PasswordHashing(
      @ConfigProperty(name = "halfway.accounts.iterations", defaultValue = "600000")
          int iterations) {
    ConfigRange.check("halfway.accounts.iterations", iterations);
    this.iterations = iterations;
  }

  SaltedPassword hash(String password) {
    return SaltedPassword.of(password, iterations);
  }

  /**
   * Whether it is the password. A wrong one takes the same time whether there is something to
   * compare it with or not, and whatever that has cost.
   *
   * @param stored null where there is no such account
   */
  boolean matches(@Nullable SaltedPassword stored, String password) {
    if (stored != null && stored.is(password)) {
      return true;
    }
    int done = stored == null ? 0 : stored.iterations();
    return done < iterations && isNobodys(password, iterations - done);
  }

  /** False, after a while. */
  private static boolean isNobodys(String password, int iterations) {
    return SaltedPassword.ofNobody(iterations).is(password);
  }

  /** Whether it was stored at a lower cost than today's. */
  boolean isOutdated(SaltedPassword stored) {
    return stored.iterations() < iterations;
  }
}
