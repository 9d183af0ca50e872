package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A database whose dialect is not the adapter's: what a new dialect has to pass. */
class AddedDialectTest {

  private static final TestDatabase DATABASE = new Renamed(new H2(""));

  @Test
  void dialectIsFoundThroughItsServiceFile() throws Exception {
    try (Connection connection = DATABASE.empty().getConnection()) {
      assertThat(Dialects.of(connection)).isInstanceOf(AddedDialect.class);
    }
  }

  @Nested
  class Store extends MarkerStoreTest {
    Store() {
      super(DATABASE);
    }
  }

  @Nested
  class Reader extends MarkerReaderTest {
    Reader() {
      super(DATABASE);
    }
  }

  @Nested
  class Race extends MarkerRaceTest {
    Race() {
      super(DATABASE);
    }
  }

  @Nested
  class Nodes extends NodeTableTest {
    Nodes() {
      super(DATABASE);
    }
  }

  @Nested
  class Tables extends MarkerTablesTest {
    Tables() {
      super(DATABASE);
    }
  }

  /** A database that calls itself something else. */
  private record Renamed(TestDatabase real) implements TestDatabase {

    @Override
    public String product() {
      return AddedDialect.PRODUCT;
    }

    @Override
    public DataSource empty() throws SQLException {
      return renamed(real.empty());
    }

    @Override
    public DataSource readOnly(Preparation preparation) throws Exception {
      return renamed(real.readOnly(dataSource -> preparation.accept(renamed(dataSource))));
    }

    @Override
    public String lockTimeout(Connection connection) throws SQLException {
      return real.lockTimeout(connection);
    }

    @Override
    public void setLockTimeout(Connection connection, int milliseconds) throws SQLException {
      real.setLockTimeout(connection, milliseconds);
    }

    private static DataSource renamed(DataSource dataSource) {
      return Doubles.dataSource(() -> renamed(dataSource.getConnection()));
    }

    private static Connection renamed(Connection connection) {
      return Doubles.of(
          Connection.class,
          (proxy, method, arguments) ->
              method.getName().equals("getMetaData")
                  ? renamed(connection.getMetaData())
                  : Doubles.forward(connection, method, arguments));
    }

    private static DatabaseMetaData renamed(DatabaseMetaData metaData) {
      return Doubles.of(
          DatabaseMetaData.class,
          (proxy, method, arguments) ->
              method.getName().equals("getDatabaseProductName")
                  ? AddedDialect.PRODUCT
                  : Doubles.forward(metaData, method, arguments));
    }
  }
}
