package dev.halfway.decoupling;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Stores delivery receipts; the newest for an SMS counts.
 *
 * <p>The threads of the link to the centre call it, so it is no EJB: see {@link
 * dev.halfway.shared}. And not by Jakarta Persistence, because WildFly 39 now and then starts such
 * beans before the persistence unit is there, and then not at all.
 */
@ApplicationScoped
@Transactional
public class SmsReceipts {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Stores one.
   *
   * @throws IllegalStateException when it cannot be stored: the SMS centre reports again
   */
  public void store(String smsMessageId, String state) {
    try (Connection connection = database.getConnection();
        PreparedStatement newer =
            connection.prepareStatement(
                "UPDATE sms_receipt SET state = ?, at = ? WHERE sms_message_id = ?");
        PreparedStatement first =
            connection.prepareStatement(
                "INSERT INTO sms_receipt (state, at, sms_message_id) VALUES (?, ?, ?)")) {
      if (set(newer, smsMessageId, state).executeUpdate() == 0) {
        set(first, smsMessageId, state).executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the receipt cannot be stored: " + e.getMessage(), e);
    }
  }

  private static PreparedStatement set(PreparedStatement to, String smsMessageId, String state)
      throws SQLException {
    to.setString(1, state);
    to.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
    to.setString(3, smsMessageId);
    return to;
  }
}
