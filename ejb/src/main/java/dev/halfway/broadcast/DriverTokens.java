package dev.halfway.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The tokens of drivers' apps, one for each driver. What is kept of a token is its SHA-256: it has
 * 256 random bits, so there is nothing to be guessed. All fail with {@link
 * jakarta.ejb.EJBException} when the database does.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRED)
public class DriverTokens {

  private static final int BYTES = 32;

  /** Compared with where a driver has no token; nothing has this hash. */
  private static final String NO_HASH = "-".repeat(2 * BYTES);

  private final SecureRandom random = new SecureRandom();

  @Inject private Sql sql;
  @Inject private Audit audit;

  /**
   * Makes a token in place of the one that the driver may have.
   *
   * @param who for the audit trail
   * @return the token, which nobody can be told again
   */
  public String issue(String driver, String who) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sql.update(
        "INSERT INTO broadcast_driver_token (driver, hash, issued_at) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        driver,
        hash(token),
        Instant.now());
    sql.update(
        "UPDATE broadcast_driver_token SET hash = ?, issued_at = ? WHERE driver = ?",
        hash(token),
        Instant.now(),
        driver);
    audit.record(who, "driver-token issue", driver, "done");
    return token;
  }

  /**
   * Takes a driver's token away.
   *
   * @param who for the audit trail
   * @return false when there was none
   */
  public boolean revoke(String driver, String who) {
    boolean revoked =
        sql.update("DELETE FROM broadcast_driver_token WHERE driver = ?", driver) == 1;
    audit.record(who, "driver-token revoke", driver, revoked ? "done" : "not found");
    return revoked;
  }

  /** Whether this is the driver's token. */
  @Transactional(TxType.SUPPORTS)
  boolean matches(String driver, String token) {
    String stored =
        sql.first(
                "SELECT hash FROM broadcast_driver_token WHERE driver = ?",
                row -> row.getString(1),
                driver)
            .orElse(NO_HASH);
    // As long for one that is wrong in its first character as for one that is right.
    return MessageDigest.isEqual(stored.getBytes(UTF_8), hash(token).getBytes(UTF_8));
  }

  private static String hash(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
