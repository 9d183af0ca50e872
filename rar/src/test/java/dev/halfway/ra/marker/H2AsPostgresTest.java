package dev.halfway.ra.marker;

import org.junit.jupiter.api.Nested;

class H2AsPostgresTest {

  private static final TestDatabase DATABASE = new H2(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");

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

  @Nested
  class Schema extends ManualSchemaTest {
    Schema() {
      super(DATABASE);
    }
  }
}
