package dev.halfway.smoothing;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What all nodes of the sale have in common: its settings, as configured where no operator has
 * changed them, and the secret of its order ids. Threads of our own call it.
 */
@ApplicationScoped
@Transactional
class SettingsStore {

  private static final int SECRET_BYTES = 32;

  @Inject private Sql sql;
  @Inject private Audit audit;

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
  byte[] secret() {
    byte[] fresh = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(fresh);
    sql.update(
        "INSERT INTO smoothing_setting (one, secret) VALUES (TRUE, ?) ON CONFLICT DO NOTHING",
        HexFormat.of().formatHex(fresh));
    return sql.first(
            "SELECT secret FROM smoothing_setting",
            row -> HexFormat.of().parseHex(row.getString(1)))
        .orElseThrow();
  }

  /** As they are now. */
  SmoothingSettings read() {
    return sql.first(
            "SELECT coalesce(concurrency, ?), coalesce(max_backlog, ?), coalesce(rate, ?)"
                + " FROM smoothing_setting",
            row -> new SmoothingSettings(row.getInt(1), row.getInt(2), row.getInt(3)),
            concurrency,
            maxBacklog,
            rate)
        .orElseGet(this::configured);
  }

  /**
   * Changes them for all nodes, and for after a restart.
   *
   * @param who for the audit trail
   */
  void write(SmoothingSettings settings, String who) {
    sql.update(
        "UPDATE smoothing_setting SET concurrency = ?, max_backlog = ?, rate = ?",
        settings.concurrency(),
        settings.maxBacklog(),
        settings.rate());
    audit.record(
        who,
        "sale-settings put",
        "sale",
        "concurrency %d, maxBacklog %d, rate %d"
            .formatted(settings.concurrency(), settings.maxBacklog(), settings.rate()));
  }
}
