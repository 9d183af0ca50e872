package dev.halfway.ra.marker;

import org.junit.jupiter.api.Nested;

/** What holds on every database that can keep markers. */
abstract class DatabaseSuite {

  abstract TestDatabase database();

  @Nested
  class Store extends MarkerStoreTest {
    Store() {
      super(database());
    }
  }

  @Nested
  class Reader extends MarkerReaderTest {
    Reader() {
      super(database());
    }
  }

  @Nested
  class Race extends MarkerRaceTest {
    Race() {
      super(database());
    }
  }

  @Nested
  class Nodes extends NodeTableTest {
    Nodes() {
      super(database());
    }
  }

  @Nested
  class Tables extends MarkerTablesTest {
    Tables() {
      super(database());
    }
  }

  @Nested
  class Schema extends ManualSchemaTest {
    Schema() {
      super(database());
    }
  }
}
