package dev.halfway.ra.marker;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A kind of database that markers are kept in. */
interface TestDatabase {

  /** What it calls itself. */
  String product();

  /** A database with nothing in it. */
  DataSource empty() throws SQLException;

  /** A database that takes no writes any more, after it was prepared. */
  DataSource readOnly(Preparation preparation) throws Exception;

  /** The session's lock timeout in milliseconds. */
  String lockTimeout(Connection connection) throws SQLException;

  /** Sets the session's lock timeout, of whole seconds. */
  void setLockTimeout(Connection connection, int milliseconds) throws SQLException;

  /** Fills a database while it can be written to. */
  @FunctionalInterface
  interface Preparation {
    void accept(DataSource dataSource) throws Exception;
  }
}
