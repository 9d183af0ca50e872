package dev.halfway.ra.marker;

import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a datasource before it is used.
 *
 * <p>No specification lets an adapter ask whether a datasource is XA, or takes part in transactions
 * at all. But it holds a managed connection factory and a connection manager, whose classes
 * IronJacamar (WildFly) names by what they are. Where nothing is recognised nothing is said: the
 * first marker still finds out what takes no part in transactions.
 */
final class DataSourceKind {

  private static final Logger LOG = System.getLogger(DataSourceKind.class.getName());
  private static final int DEPTH = 4;

  private DataSourceKind() {}

  /** Why it cannot keep markers, as far as can be seen. */
  static Optional<String> objection(DataSource dataSource) {
    return objection(dataSource, DEPTH);
  }

  private static Optional<String> objection(@Nullable Object part, int depth) {
    if (part == null || depth == 0) {
      return Optional.empty();
    }
    for (Class<?> type = part.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Optional<String> objection =
            Modifier.isStatic(field.getModifiers())
                ? Optional.empty()
                : objection(part, field, depth);
        if (objection.isPresent()) {
          return objection;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> objection(Object part, Field field, int depth) {
    if (DataSource.class.isAssignableFrom(field.getType())) {
      return objection(value(part, field), depth - 1);
    }
    if (ManagedConnectionFactory.class.isAssignableFrom(field.getType())
        && isNamed(value(part, field), "XA")) {
      return Optional.of(
          "it is an XA datasource; a marker must commit in the local transaction of the"
              + " application's own, which is not XA");
    }
    if (ConnectionManager.class.isAssignableFrom(field.getType())
        && isNamed(value(part, field), "NoTx")) {
      return Optional.of(
          "it takes no part in JTA transactions, so a marker would not commit together with the"
              + " transaction");
    }
    return Optional.empty();
  }

  private static boolean isNamed(@Nullable Object object, String beginning) {
    return object != null && object.getClass().getSimpleName().startsWith(beginning);
  }

  private static @Nullable Object value(Object part, Field field) {
    try {
      field.setAccessible(true);
      return field.get(part);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      LOG.log(Level.DEBUG, "the kind of the datasource is not seen", e);
      return null;
    }
  }
}
