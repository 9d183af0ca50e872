package dev.halfway.smoothing;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** What is on sale. */
@Stateless
public class SaleItems {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Puts an item on sale, or changes how much there is of it.
   *
   * @param name 1 to 64 characters
   * @param stock all there is, what is sold included, from 0
   * @throws StockBelowSold when more is sold; nothing was changed
   */
  public SaleItem offer(String name, int stock) throws StockBelowSold {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement item =
          connection.prepareStatement(
              "INSERT INTO smoothing_item (name, stock, sold) VALUES (?, 0, 0)"
                  + " ON CONFLICT DO NOTHING")) {
        item.setString(1, name);
        item.executeUpdate();
      }
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE smoothing_item SET stock = ? WHERE name = ? AND sold <= ?")) {
        update.setInt(1, stock);
        update.setString(2, name);
        update.setInt(3, stock);
        boolean changed = update.executeUpdate() == 1;
        SaleItem item = read(connection, name).orElseThrow();
        if (!changed) {
          throw new StockBelowSold(item);
        }
        return item;
      }
    } catch (SQLException e) {
      throw new EJBException("the item cannot be written: " + e.getMessage(), e);
    }
  }

  /** The item of this name. */
  public Optional<SaleItem> find(String name) {
    try (Connection connection = database.getConnection()) {
      return read(connection, name);
    } catch (SQLException e) {
      throw new EJBException("the item cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<SaleItem> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement item =
        connection.prepareStatement("SELECT stock, sold FROM smoothing_item WHERE name = ?")) {
      item.setString(1, name);
      try (ResultSet found = item.executeQuery()) {
        return found.next()
            ? Optional.of(new SaleItem(name, found.getInt(1), found.getInt(2)))
            : Optional.empty();
      }
    }
  }
}
