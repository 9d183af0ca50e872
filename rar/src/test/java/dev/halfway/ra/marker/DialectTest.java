package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.Unavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

  @Test
  void otherDatabasesAreRefused() {
    DataSource oracle = Doubles.dataSource(() -> connection("Oracle"));

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> MarkerSuite.store(oracle).open())
        .withMessageStartingWith("dataSource:")
        .withMessageContaining("PostgreSQL")
        .withMessageContaining("MariaDB")
        .withMessageContaining("H2")
        .withMessageContaining("Oracle");
  }

  /** Cluster, database and address; a user may be denied the first. */
  @ParameterizedTest
  @CsvSource({
    "7/16384/jdbc:a, 7/16384/jdbc:b, true",
    "7/16384/jdbc:a, 8/16384/jdbc:a, false",
    "7/16384/jdbc:a, 7/16385/jdbc:a, false",
    "/16384/jdbc:a, 7/16384/jdbc:a, true",
    "/16384/jdbc:a, 7/16384/jdbc:b, false",
    "/16384/jdbc:a, 7/16385/jdbc:a, false",
    "/16384/jdbc:a, /16384/jdbc:a, true",
    "/16384/jdbc:a, /16384/jdbc:b, false",
  })
  void postgresIsKnownByItsClusterAndByItsAddressOnlyWithoutOne(
      String one, String other, boolean same) {
    assertThat(new PostgresDialect().isSame(one, other)).isEqualTo(same);
    assertThat(new PostgresDialect().isSame(other, one)).isEqualTo(same);
  }

  /** By host and place, or by what a table's file is known by: the latter is in no copy. */
  @ParameterizedTest
  @CsvSource({
    "host:/data/shop|1-77-100, host:/data/shop|1-77-100, true",
    "host:/data/shop|1-77-100, host:/data/shop|1-77-200, true",
    "host:/data/shop|1-77-100, other:/data/shop|1-77-100, true",
    "host:/data/shop|1-77-100, other:/data/shop|1-77-200, false",
    "host:/data/shop|1-77-100, other:/data/shop|2-77-100, false",
    "host:/data/shop|1-77-100, host:/data/copy|1-78-100, false",
    "host:/data/a|b|1-77-100, host:/data/a|1-78-200, false",
  })
  void mariaDbIsKnownByItsPlaceOrByItsFile(String one, String other, boolean same) {
    assertThat(new MariaDbDialect().isSame(one, other)).isEqualTo(same);
    assertThat(new MariaDbDialect().isSame(other, one)).isEqualTo(same);
  }

  /** What is not known for certain must not be taken for a missing table or a marker. */
  @ParameterizedTest
  @CsvSource({
    "1205, LOCKED",
    "1213, LOCKED",
    "1062, DUPLICATE",
    "1050, EXISTS",
    "1051, NO_TABLE",
    "1146, NO_TABLE",
    "1036, READ_ONLY",
    "1290, READ_ONLY",
    "1792, READ_ONLY",
    "1836, READ_ONLY",
    "1142, OTHER",
    "1932, OTHER",
    "1969, OTHER",
    "4025, OTHER",
    "0, OTHER",
  })
  void mariaDbFailsByItsNumbers(int number, Dialect.Failure failure) {
    assertThat(new MariaDbDialect().failure(new SQLException("", "HY000", number)))
        .isEqualTo(failure);
  }

  @Test
  void h2ThatForgetsIsNoticed() throws Exception {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "h2-" + UUID.randomUUID());
    H2Dialect dialect = new H2Dialect();
    try (Connection forgets = DriverManager.getConnection("jdbc:h2:file:" + file)) {
      assertThat(dialect.forgets(new TimedStatements(forgets, 10))).contains("WRITE_DELAY=500");
    }
    try (Connection keeps =
        DriverManager.getConnection("jdbc:h2:file:" + file + ";WRITE_DELAY=0")) {
      assertThat(dialect.forgets(new TimedStatements(keeps, 10))).isEmpty();
    }
  }

  @Test
  void h2ThatTakesNoWritesIsTold() throws Exception {
    DataSource readOnly =
        new H2("")
            .readOnly(
                prepared -> {
                  try (Connection connection = prepared.getConnection()) {
                    new TimedStatements(connection, 10).execute("CREATE TABLE one (id INTEGER)");
                  }
                });
    try (Connection connection = readOnly.getConnection()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> new TimedStatements(connection, 10).update("INSERT INTO one VALUES (1)"))
          .satisfies(
              e -> assertThat(new H2Dialect().failure(e)).isEqualTo(Dialect.Failure.READ_ONLY));
    }
  }

  private static Connection connection(String product) {
    DatabaseMetaData metaData =
        Doubles.of(DatabaseMetaData.class, (proxy, method, arguments) -> product);
    return Doubles.of(
        Connection.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> metaData;
              case "getAutoCommit" -> true;
              case "getNetworkTimeout" -> 0;
              default -> null;
            });
  }
}
