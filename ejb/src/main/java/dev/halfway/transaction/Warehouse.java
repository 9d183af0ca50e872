package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The items whose stock is kept. Of others any quantity can be ordered. */
@Stateless
public class Warehouse {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Sets what is in the warehouse of an item, and keeps its stock from now on.
   *
   * @param name 1 to 64 characters
   * @param stock from 0
   * @throws StockBelowReserved when more is reserved; nothing was changed
   */
  public Item keep(String name, int stock) throws StockBelowReserved {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement item =
          connection.prepareStatement(
              "INSERT INTO transaction_item (name, stock, reserved) VALUES (?, 0, 0)"
                  + " ON CONFLICT DO NOTHING")) {
        item.setString(1, name);
        item.executeUpdate();
      }
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE transaction_item SET stock = ? WHERE name = ? AND reserved <= ?")) {
        update.setInt(1, stock);
        update.setString(2, name);
        update.setInt(3, stock);
        boolean kept = update.executeUpdate() == 1;
        Item item = read(connection, name).orElseThrow();
        if (!kept) {
          throw new StockBelowReserved(item);
        }
        return item;
      }
    } catch (SQLException e) {
      throw new EJBException("the stock cannot be written: " + e.getMessage(), e);
    }
  }

  /** The item of this name, if its stock is kept. */
  public Optional<Item> find(String name) {
    try (Connection connection = database.getConnection()) {
      return read(connection, name);
    } catch (SQLException e) {
      throw new EJBException("the stock cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Item> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement item =
        connection.prepareStatement(
            "SELECT stock, reserved FROM transaction_item WHERE name = ?")) {
      item.setString(1, name);
      try (ResultSet found = item.executeQuery()) {
        return found.next()
            ? Optional.of(new Item(name, found.getInt(1), found.getInt(2)))
            : Optional.empty();
      }
    }
  }
}
