package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A datasource by its JNDI name. Nothing of it is kept past a failure: a server that deploys a
 * datasource anew binds another object, and the one before gives no connection any more.
 * Thread-safe.
 */
public final class NamedDataSource {

  private final String property;
  private final String name;
  private final Naming naming;
  private volatile @Nullable DataSource found;

  @FunctionalInterface
  public interface Naming {
    Object lookup(String name) throws NamingException;
  }

  /** The property of the adapter that names it is for complaints. */
  public NamedDataSource(String property, String name, Naming naming) {
    this.property = property;
    this.name = name;
    this.naming = naming;
  }

  DataSource find() throws Unavailable {
    try {
      if (naming.lookup(name) instanceof DataSource source) {
        found = source;
        return source;
      }
      throw new Unavailable(property + ": " + name + " is no javax.sql.DataSource");
    } catch (NamingException e) {
      throw new Unavailable(property + ": nothing is bound at " + name, e);
    }
  }

  Connection getConnection() throws SQLException {
    DataSource known = found;
    if (known == null) {
      return current().getConnection();
    }
    try {
      return known.getConnection();
    } catch (SQLException e) {
      DataSource now = current();
      if (now == known) {
        throw e;
      }
      return now.getConnection();
    }
  }

  private DataSource current() throws SQLException {
    try {
      return find();
    } catch (Unavailable e) {
      throw new SQLException(e.getMessage(), "08001", e);
    }
  }
}
