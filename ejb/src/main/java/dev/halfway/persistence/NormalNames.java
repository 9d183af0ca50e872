package dev.halfway.persistence;

import dev.halfway.text.Characters;
import dev.halfway.text.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all names that are stored into their normal form: from then on they are looked up in no
 * other one. See {@link Names}. It is in Java because no database knows the rule.
 *
 * <p>What a name may not have is left out. Where another row has the name already, a number is
 * added. So every row has a name of its own that can be asked for. Each change is logged. A failure
 * leaves all names as they were.
 */
final class NormalNames implements JavaMigration {

  private static final Logger LOG = LoggerFactory.getLogger(NormalNames.class);
  private static final int FETCH = 1_000;

  /** For a name of which nothing remains. */
  private static final String UNNAMED = "unnamed";

  /**
   * Things of one kind, no two of which have the same name.
   *
   * @param columns where their names are, as {@code table.column}
   * @param changes statements that change a name, given the new one and the old one
   */
  private record Kind(String what, List<String> columns, List<String> changes) {

    static Kind of(String what, String... columns) {
      return new Kind(what, List.of(columns), Stream.of(columns).map(NormalNames::change).toList());
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.of("user", "registration.username"),
          Kind.of("item on sale", "smoothing_item.name", "smoothing_order.item"),
          Kind.of("buyer", "smoothing_order.buyer"),
          new Kind(
              "game",
              List.of("bus_game.name", "bus_order.game"),
              // Orders refer to their game: it has both names for a moment.
              List.of(
                  "INSERT INTO bus_game (name, drawn, drawn_at)"
                      + " SELECT CAST(? AS varchar(128)), drawn, drawn_at FROM bus_game"
                      + " WHERE name = ?",
                  change("bus_order.game"),
                  "DELETE FROM bus_game WHERE name <> ? AND name = ?")),
          Kind.of("driver", "broadcast_driver.id", "broadcast_dispatch.driver"),
          Kind.of("key", "broadcast_entry.name"),
          Kind.of(
              "item",
              "transaction_item.name",
              "transaction_order_line.item",
              "transaction_cart.item"),
          Kind.of(
              "customer",
              "transaction_order.customer",
              "transaction_points.customer",
              "transaction_cart.customer",
              "transaction_effect.customer"));

  private static String change(String column) {
    return "UPDATE %1$s SET %2$s = ? WHERE %2$s = ?".formatted(table(column), name(column));
  }

  private static String table(String column) {
    return column.substring(0, column.indexOf('.'));
  }

  private static String name(String column) {
    return column.substring(column.indexOf('.') + 1);
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("11.1");
  }

  @Override
  public String getDescription() {
    return "normal names";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    for (Kind kind : KINDS) {
      for (String name : others(connection, kind)) {
        String normal = free(connection, kind, name);
        for (String change : kind.changes()) {
          try (PreparedStatement statement = connection.prepareStatement(change)) {
            statement.setString(1, normal);
            statement.setString(2, name);
            statement.executeUpdate();
          }
        }
        LOG.warn("The {} {} is called '{}' from now on", kind.what(), spelled(name), normal);
      }
    }
  }

  /** Names that are not as they are to be. */
  private static List<String> others(Connection connection, Kind kind) throws SQLException {
    List<String> others = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet names = statement.executeQuery(all(kind, " IS NOT NULL"))) {
        while (names.next()) {
          String name = names.getString(1);
          if (!wanted(name).equals(name)) {
            others.add(name);
          }
        }
      }
    }
    return others;
  }

  private static String all(Kind kind, String condition) {
    return kind.columns().stream()
        .map(
            column ->
                "SELECT %2$s FROM %1$s WHERE %2$s%3$s"
                    .formatted(table(column), name(column), condition))
        .collect(Collectors.joining(" UNION "));
  }

  private static String wanted(String name) {
    String normal =
        Names.fault(name, Names.LONGEST).isEmpty()
            ? Names.normal(name)
            : cut(Names.remains(name), Names.LONGEST);
    return Names.fault(normal, Names.LONGEST).isEmpty() ? normal : UNNAMED;
  }

  /** The wanted name, or the first one with a number that nobody has. */
  private static String free(Connection connection, Kind kind, String name) throws SQLException {
    String wanted = wanted(name);
    String candidate = wanted;
    for (int number = 2; isTaken(connection, kind, candidate); number++) {
      String end = " (" + number + ")";
      candidate = cut(wanted, Names.LONGEST - end.length()) + end;
    }
    return candidate;
  }

  private static boolean isTaken(Connection connection, Kind kind, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(all(kind, " = ?"))) {
      for (int i = 0; i < kind.columns().size(); i++) {
        statement.setString(i + 1, name);
      }
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private static String cut(String name, int most) {
    return Characters.count(name) <= most
        ? name
        : Names.normal(name.substring(0, name.offsetByCodePoints(0, most)).strip());
  }

  /** A name with all that is not ASCII by its number: what cannot be seen is told, too. */
  private static String spelled(String name) {
    return name.codePoints()
        .mapToObj(
            character ->
                character >= ' ' && character <= '~'
                    ? Character.toString(character)
                    : "<U+%04X>".formatted(character))
        .collect(Collectors.joining("", "'", "'"));
  }
}
