package dev.halfway.smoothing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What all nodes of the sale have in common: its settings, as configured where no operator has
 * changed them, and the secret of its order ids. Threads of our own call it.
 */
@ApplicationScoped
@Transactional
class SettingsStore {

  private static final int SECRET_BYTES = 32;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Inject
  @ConfigProperty(name = "halfway.smoothing.concurrency", defaultValue = "4")
  private int concurrency;

  @Inject
  @ConfigProperty(name = "halfway.smoothing.max-backlog", defaultValue = "100000")
  private int maxBacklog;

  @Inject
  @ConfigProperty(name = "halfway.smoothing.rate", defaultValue = "0")
  private int rate;

  /** As configured. */
  SmoothingSettings configured() {
    return new SmoothingSettings(concurrency, maxBacklog, rate);
  }

  /** The secret, made by whoever asks first. */
  byte[] secret() throws SQLException {
    try (Connection connection = database.getConnection()) {
      byte[] fresh = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(fresh);
      try (PreparedStatement first =
          connection.prepareStatement(
              "INSERT INTO smoothing_setting (one, secret) VALUES (TRUE, ?)"
                  + " ON CONFLICT DO NOTHING")) {
        first.setString(1, HexFormat.of().formatHex(fresh));
        first.executeUpdate();
      }
      try (PreparedStatement query =
              connection.prepareStatement("SELECT secret FROM smoothing_setting");
          ResultSet found = query.executeQuery()) {
        found.next();
        return HexFormat.of().parseHex(found.getString(1));
      }
    }
  }

  /** As they are now. */
  SmoothingSettings read() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT coalesce(concurrency, ?), coalesce(max_backlog, ?), coalesce(rate, ?)"
                    + " FROM smoothing_setting")) {
      query.setInt(1, concurrency);
      query.setInt(2, maxBacklog);
      query.setInt(3, rate);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? new SmoothingSettings(found.getInt(1), found.getInt(2), found.getInt(3))
            : configured();
      }
    }
  }

  /** Changes them for all nodes, and for after a restart. */
  void write(SmoothingSettings settings) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE smoothing_setting SET concurrency = ?, max_backlog = ?, rate = ?")) {
      update.setInt(1, settings.concurrency());
      update.setInt(2, settings.maxBacklog());
      update.setInt(3, settings.rate());
      update.executeUpdate();
    }
  }
}
