package dev.halfway.transaction.xa;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Branches that are prepared in PostgreSQL. H2 has none to show: it forgets them with the process.
 */
@ApplicationScoped
class DatabaseBranches {

  /**
   * As PostgreSQL's JDBC driver writes an Xid: format, global id and branch, the bytes in Base64.
   */
  private static final Pattern GID =
      Pattern.compile("(\\d{1,10})_([0-9A-Za-z+/=]+)_([0-9A-Za-z+/=]+)");

  /** Outside of all transactions: a prepared one is ended by a statement of its own. */
  @Resource(lookup = "java:/jdbc/HalfwayRelay")
  private DataSource database;

  /** Those of Narayana's transactions in this database. */
  List<PreparedBranch> all() throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        return List.of();
      }
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "SELECT gid, prepared FROM pg_prepared_xacts"
                      + " WHERE database = current_database() ORDER BY prepared")) {
        List<PreparedBranch> branches = new ArrayList<>();
        while (found.next()) {
          String gid = found.getString(1);
          OffsetDateTime prepared = found.getObject(2, OffsetDateTime.class);
          globalOf(gid)
              .ifPresent(
                  global -> branches.add(new PreparedBranch(global, gid, prepared.toInstant())));
        }
        return branches;
      }
    }
  }

  static Optional<GlobalId> globalOf(String gid) {
    Matcher matcher = GID.matcher(gid);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return GlobalId.of(
          Integer.parseInt(matcher.group(1)), Base64.getDecoder().decode(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // It only looks like an Xid.
    }
  }

  void end(PreparedBranch branch, boolean commit) throws SQLException {
    if (!GID.matcher(branch.handle()).matches()) {
      throw new IllegalArgumentException(branch.handle());
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          (commit ? "COMMIT PREPARED '" : "ROLLBACK PREPARED '") + branch.handle() + "'");
    }
  }
}
