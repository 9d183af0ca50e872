package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.protocol.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An H2 in a file is the same database where it was moved to, and no copy is. */
class H2FileTest {

  private Path here;
  private Path there;

  @BeforeEach
  void bind(@TempDir Path folder) throws Exception {
    here = folder.resolve("here");
    there = Files.createDirectory(folder.resolve("elsewhere")).resolve("there");
    MarkerStore store = store(here);
    store.open();
    store.bind();
  }

  @Test
  void movedFileIsInPlaceAndCanBeMovedAgain() throws Exception {
    move(here, there);
    StoreIdentity moved = open(there);

    assertThat(moved.database().isSame()).isTrue();
    assertThat(moved.database().then())
        .isEqualTo(moved.database().now())
        .contains(there.toString());

    move(there, here);
    assertThat(open(here).database().isSame()).isTrue();
  }

  @Test
  void copyIsNotInPlaceUntilItIsBoundAnew() throws Exception {
    Files.copy(file(here), file(there));
    MarkerStore copy = store(there);

    assertThat(copy.open().database().isSame()).isFalse();
    assertThat(open(there).database().isSame()).as("again").isFalse();
    assertThat(open(here).database().isSame()).as("the original").isTrue();

    assertThat(copy.rebind(UUID.randomUUID()).database().isSame()).isTrue();
  }

  /** It has written the path alone, and all of it. */
  @Test
  void storeOfVersion01IsInPlaceAndCanBeMovedFromThenOn() throws Exception {
    sql("UPDATE halfway_store SET database_identity = '" + here + "'");

    StoreIdentity identity = open(here);
    assertThat(identity.database().isSame()).isTrue();
    assertThat(identity.bound()).isTrue();

    move(here, there);
    assertThat(open(there).database().isSame()).isTrue();
  }

  /** H2's own path names the way of reading that its URL asks for. */
  @ParameterizedTest
  @ValueSource(strings = {"file:", "retry:", "retry:file:", "async:", "nioMapped:"})
  void fileIsTheSameByEveryWayOfReadingIt(String way) throws Exception {
    StoreIdentity plain = open(here);

    StoreIdentity identity = store(dataSource(way, here)).open();

    assertThat(identity.database().isSame()).isTrue();
    assertThat(identity.database().now()).isEqualTo(plain.database().now());
  }

  @Test
  void storeThatVersion01HasReadByAnotherWayIsInPlace() throws Exception {
    sql("UPDATE halfway_store SET database_identity = 'retry:" + here + "'");

    assertThat(open(here).database().isSame()).isTrue();
  }

  /** It has written the last 1,000 characters of it. */
  @Test
  void longPathIsKnownByItsEnd() {
    H2Dialect dialect = new H2Dialect();

    assertThat(dialect.isSame("x".repeat(1_000), "x".repeat(900) + "|(dev=1,ino=2)")).isTrue();
    assertThat(dialect.isSame("/a/b|(dev=1,ino=1)", "/a/c|(dev=1,ino=2)")).isFalse();
    assertThat(dialect.isSame("/a/b", "/a/c")).isFalse();
  }

  @Test
  void storeIsInPlaceAfterItsFileWasMadeAnew() throws Exception {
    Object before = key(here);
    sql("SHUTDOWN COMPACT");

    StoreIdentity identity = open(here);

    assertThat(key(here)).isNotEqualTo(before);
    assertThat(identity.database().isSame()).isTrue();
    assertThat(identity.database().then()).isEqualTo(identity.database().now());
  }

  private static StoreIdentity open(Path place) throws Unavailable {
    return store(place).open();
  }

  private static MarkerStore store(Path place) {
    return store(dataSource("", place));
  }

  private static MarkerStore store(DataSource dataSource) {
    return MarkerSuite.store(dataSource);
  }

  /** Closed with its last connection. */
  private static JdbcDataSource dataSource(String way, Path place) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:" + way + place);
    return dataSource;
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = dataSource("", here).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(file(from), file(to));
  }

  private static Object key(Path place) throws IOException {
    return Files.getAttribute(file(place), "fileKey");
  }

  private static Path file(Path place) {
    return Path.of(place + ".mv.db");
  }
}
