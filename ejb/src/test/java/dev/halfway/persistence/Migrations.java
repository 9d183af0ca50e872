package dev.halfway.persistence;

import javax.sql.DataSource;

/** Makes the tables of the application, for tests of what uses them. */
public final class Migrations {

  private Migrations() {}

  /** In an empty database. */
  public static void migrate(DataSource database) {
    Schema.migrate(database);
  }
}
