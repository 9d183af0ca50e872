package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The dialects that there are: the adapter's own, and then those that a class loader has.
 *
 * <p>One that cannot be loaded does not keep others from being found. Thread-safe.
 */
final class Dialects {

  private static final List<Dialect> OWN =
      List.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect());

  private static final int MAX_FAILURES = 20;

  private final String product;
  private final List<Throwable> failures = new ArrayList<>();

  private Dialects(String product) {
    this.product = product;
  }

  /** The dialect of the database behind a connection, if there is one. */
  static Dialect of(Connection connection) throws SQLException, Unavailable {
    return of(connection.getMetaData().getDatabaseProductName());
  }

  static Dialect of(String product) throws Unavailable {
    return of(product, Dialect.class.getClassLoader());
  }

  static Dialect of(String product, ClassLoader further) throws Unavailable {
    for (Dialect own : OWN) {
      if (own.product().equals(product)) {
        return own;
      }
    }
    return new Dialects(product).further(further);
  }

  private Dialect further(ClassLoader loader) throws Unavailable {
    Iterator<Dialect> all = ServiceLoader.load(Dialect.class, loader).iterator();
    while (hasNext(all)) {
      Optional<Dialect> fits = next(all);
      if (fits.isPresent()) {
        return fits.get();
      }
    }
    Unavailable none = new Unavailable("dataSource: " + complaint());
    failures.forEach(none::addSuppressed);
    throw none;
  }

  private String complaint() {
    String none =
        "markers can be kept in PostgreSQL, MariaDB and H2, and there is no dialect for " + product;
    return failures.isEmpty()
        ? none
        : none + "; a dialect could not be loaded: " + failures.get(0).getMessage();
  }

  private boolean hasNext(Iterator<Dialect> all) {
    while (failures.size() < MAX_FAILURES) {
      try {
        return all.hasNext();
      } catch (ServiceConfigurationError e) {
        // A line that names no class, which the iterator has passed, or a loader that is broken.
        failures.add(e);
      }
    }
    return false;
  }

  private Optional<Dialect> next(Iterator<Dialect> all) {
    try {
      Dialect one = all.next();
      return one.product().equals(product) ? Optional.of(one) : Optional.empty();
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      failures.add(e);
      return Optional.empty();
    }
  }
}
