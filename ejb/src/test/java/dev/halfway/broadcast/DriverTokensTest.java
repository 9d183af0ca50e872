package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.audit.Audits;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens in both databases. */
class DriverTokensTest {

  private final String driver = "driver-" + UUID.randomUUID();

  private static DriverTokens on(TestDatabase database) {
    DriverTokens tokens = new DriverTokens();
    Injected.into(tokens, "sql", database.sql());
    Injected.into(tokens, "audit", Audits.on(database.sql()));
    return tokens;
  }

  @ParameterizedTest
  @EnumSource
  void theNewestTokenCountsUntilItIsRevoked(TestDatabase database) {
    DriverTokens tokens = on(database);
    assertThat(tokens.matches(driver, "")).isFalse();
    assertThat(tokens.matches(driver, "-".repeat(64))).isFalse();

    String first = tokens.issue(driver, "ada");
    assertThat(tokens.matches(driver, first)).isTrue();
    assertThat(tokens.matches(driver, first + "a")).isFalse();
    assertThat(tokens.matches(driver + "a", first)).isFalse();

    String second = tokens.issue(driver, "ada");
    assertThat(tokens.matches(driver, first)).isFalse();
    assertThat(tokens.matches(driver, second)).isTrue();

    assertThat(tokens.revoke(driver, "ada")).isTrue();
    assertThat(tokens.matches(driver, second)).isFalse();
    assertThat(tokens.revoke(driver, "ada")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theTokenItselfIsKeptNowhere(TestDatabase database) {
    String token = on(database).issue(driver, "ada");

    String kept =
        database
            .sql()
            .first(
                "SELECT hash FROM broadcast_driver_token WHERE driver = ?",
                row -> row.getString(1),
                driver)
            .orElseThrow();
    assertThat(kept).matches("[0-9a-f]{64}").isNotEqualTo(token);
    assertThat(on(database).matches(driver, kept)).as("what is kept lets nobody in").isFalse();
    assertThat(
            database
                .sql()
                .any(
                    "SELECT 1 FROM audit WHERE subject LIKE ? OR outcome LIKE ?",
                    "%" + token + "%",
                    "%" + token + "%"))
        .isFalse();
  }
}
