package dev.halfway.ra.marker;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The marker store cannot be used as it is configured, or did not do what it was asked.
 *
 * <p>The message says what is wrong, and names the property of the adapter that has to do with it.
 */
public class MarkerStoreException extends Exception {

  private static final long serialVersionUID = 1;

  public MarkerStoreException(String message) {
    super(message);
  }

  public MarkerStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static MarkerStoreException of(String complaint, SQLException e, @Nullable Dialect dialect) {
    return dialect != null && dialect.failure(e) == Dialect.Failure.READ_ONLY
        ? readOnly(e)
        : new MarkerStoreException("dataSource: " + complaint + ": " + e.getMessage(), e);
  }

  static MarkerStoreException readOnly(@Nullable SQLException cause) {
    return new MarkerStoreException(
        "dataSource: the database takes no writes (a read-only datasource, or a replica?), so"
            + " markers cannot be kept in it",
        cause);
  }
}
