package dev.halfway.ra.marker;

class H2AsPostgresTest extends DatabaseSuite {

  @Override
  TestDatabase database() {
    return new H2(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
  }
}
