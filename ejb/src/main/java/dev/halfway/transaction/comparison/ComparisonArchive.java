package dev.halfway.transaction.comparison;

import dev.halfway.transaction.comparison.Comparison.State;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Comparisons, as they stood when they were kept last. */
@Stateless
public class ComparisonArchive {

  /** Thread-safe by specification (Jakarta JSON Binding 3.0, 3.2). */
  private static final Jsonb JSON = JsonbBuilder.create();

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /** Keeps a comparison that this node is making. */
  public void add(Comparison comparison) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO transaction_comparison (id, node, started_at, state, document)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setObject(1, comparison.id());
      insert.setString(2, node());
      insert.setObject(3, comparison.startedAt().atOffset(ZoneOffset.UTC));
      insert.setString(4, comparison.state().name());
      insert.setString(5, JSON.toJson(comparison));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("the comparison cannot be kept: " + e.getMessage(), e);
    }
  }

  /** Keeps what has become of it. */
  public void update(Comparison comparison) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE transaction_comparison SET state = ?, document = ? WHERE id = ?")) {
      update.setString(1, comparison.state().name());
      update.setString(2, JSON.toJson(comparison));
      update.setObject(3, comparison.id());
      update.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("the comparison cannot be kept: " + e.getMessage(), e);
    }
  }

  /** The one of this id. */
  public Optional<Comparison> find(UUID id) {
    return read("SELECT document FROM transaction_comparison WHERE id = ?", id).stream()
        .findFirst();
  }

  /** The newest, at most so many, from 1. */
  public List<Comparison> newest(int limit) {
    return read(
        "SELECT document FROM transaction_comparison ORDER BY started_at DESC LIMIT ?", limit);
  }

  /** Marks those that this node was making when it ended. */
  public void interrupted() {
    read("SELECT document FROM transaction_comparison WHERE state = 'RUNNING' AND node = ?", node())
        .forEach(one -> update(one.ended(State.INTERRUPTED, "the server ended while it ran")));
  }

  private List<Comparison> read(String query, Object parameter) {
    try (Connection connection = database.getConnection();
        PreparedStatement documents = connection.prepareStatement(query)) {
      documents.setObject(1, parameter);
      List<Comparison> comparisons = new ArrayList<>();
      try (ResultSet found = documents.executeQuery()) {
        while (found.next()) {
          comparisons.add(JSON.fromJson(found.getString(1), Comparison.class));
        }
      }
      return comparisons;
    } catch (SQLException e) {
      throw new EJBException("comparisons cannot be read: " + e.getMessage(), e);
    }
  }

  private static String node() {
    return System.getProperty("jboss.node.name", "");
  }
}
