package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Points and carts. Whoever is not known has none of either. */
@Stateless
public class Customers {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /** What is known of a customer. */
  public Customer find(String name) {
    try (Connection connection = database.getConnection()) {
      return new Customer(name, points(connection, name), cart(connection, name));
    } catch (SQLException e) {
      throw new EJBException("the customer cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Puts so many of an item into a customer's cart, instead of what was there of it.
   *
   * @param quantity from 1
   */
  public void putIntoCart(String customer, String item, int quantity) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO transaction_cart (customer, item, quantity) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE transaction_cart SET quantity = ? WHERE customer = ? AND item = ?")) {
      insert.setString(1, customer);
      insert.setString(2, item);
      insert.setInt(3, quantity);
      if (insert.executeUpdate() == 0) {
        update.setInt(1, quantity);
        update.setString(2, customer);
        update.setString(3, item);
        update.executeUpdate();
      }
    } catch (SQLException e) {
      throw new EJBException("the cart cannot be written: " + e.getMessage(), e);
    }
  }

  private static long points(Connection connection, String customer) throws SQLException {
    try (PreparedStatement points =
        connection.prepareStatement("SELECT points FROM transaction_points WHERE customer = ?")) {
      points.setString(1, customer);
      try (ResultSet found = points.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  private static Map<String, Integer> cart(Connection connection, String customer)
      throws SQLException {
    try (PreparedStatement cart =
        connection.prepareStatement(
            "SELECT item, quantity FROM transaction_cart WHERE customer = ?")) {
      cart.setString(1, customer);
      Map<String, Integer> items = new HashMap<>();
      try (ResultSet found = cart.executeQuery()) {
        while (found.next()) {
          items.put(found.getString(1), found.getInt(2));
        }
      }
      return items;
    }
  }
}
