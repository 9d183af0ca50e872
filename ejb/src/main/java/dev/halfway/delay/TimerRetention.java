package dev.halfway.delay;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets timers that have ended longer ago than {@code halfway.inbox.retention}: until then a
 * message that the broker delivers again finds its row.
 */
@Singleton
public class TimerRetention {

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Schedule(hour = "*", minute = "27", persistent = false)
  void forget() {
    try (Connection connection = database.getConnection();
        PreparedStatement old =
            connection.prepareStatement(
                "DELETE FROM delay_timer WHERE state IN ('FIRED', 'RECALLED') AND done_at < ?")) {
      old.setObject(1, OffsetDateTime.now(ZoneOffset.UTC).minus(retention));
      old.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("old timers cannot be deleted: " + e.getMessage(), e);
    }
  }
}
