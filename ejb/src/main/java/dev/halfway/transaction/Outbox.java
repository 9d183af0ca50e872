package dev.halfway.transaction;

import dev.halfway.shared.Payload;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** What was announced and is still to be sent, written in the transaction of the order. */
@ApplicationScoped
class Outbox {

  /** Something was added in a transaction; whoever observes its success may send it. */
  record Added() {}

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Inject private Event<Added> added;

  void add(OrderPlaced placed) {
    try (Connection connection = database.getConnection();
        PreparedStatement row =
            connection.prepareStatement(
                "INSERT INTO transaction_outbox (message, customer, lane, type, body)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      row.setObject(1, UUID.randomUUID());
      row.setString(2, placed.customer());
      row.setInt(3, Math.floorMod(placed.customer().hashCode(), OutboxRelay.LANES));
      row.setString(4, Payload.typeOf(OrderPlaced.class));
      row.setString(5, Payload.write(placed));
      row.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("the outbox cannot be written: " + e.getMessage(), e);
    }
    added.fire(new Added());
  }
}
