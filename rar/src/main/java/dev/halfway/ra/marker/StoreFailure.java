package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Unavailable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database says about the marker store. */
final class StoreFailure {

  private static final String READ_ONLY =
      "dataSource: the database takes no writes (a read-only datasource, or a replica?), so markers"
          + " cannot be kept in it";

  private StoreFailure() {}

  /** A failure as callers are told of it; the dialect is null when it is not known yet. */
  static Unavailable of(String complaint, SQLException e, @Nullable Dialect dialect) {
    return dialect != null && dialect.failure(e) == Dialect.Failure.READ_ONLY
        ? new Unavailable(READ_ONLY, e)
        : new Unavailable("dataSource: " + complaint + ": " + e.getMessage(), e);
  }

  static Unavailable readOnly() {
    return new Unavailable(READ_ONLY);
  }
}
