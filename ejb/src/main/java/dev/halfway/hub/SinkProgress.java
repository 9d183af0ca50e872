package dev.halfway.hub;

import dev.halfway.persistence.Sql;
import dev.halfway.text.Causes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the events of each sink. Written every second: a crash, or a database that
 * fails at the commit, forgets to count the last one. Thread-safe.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class SinkProgress {

  @Inject private Sql sql;

  private final Map<String, Progress> unwritten = new ConcurrentHashMap<>();

  /**
   * What has become of them on all nodes.
   *
   * @param error why they could not be written the last time that happened; null when it has not
   * @param skippedAt what was sent to the sink until then it is not to write; null when an operator
   *     never said so
   */
  record Progress(
      String sink,
      long delivered,
      long refused,
      @Nullable String error,
      @Nullable Instant errorAt,
      @Nullable Instant skippedAt) {

    Progress and(Progress other) {
      boolean newer = other.errorAt != null;
      return new Progress(
          sink,
          delivered + other.delivered,
          refused + other.refused,
          newer ? other.error : error,
          newer ? other.errorAt : errorAt,
          skippedAt);
    }
  }

  @Transactional(TxType.SUPPORTS)
  void written(String sink, long delivered, long refused) {
    add(new Progress(sink, delivered, refused, null, null, null));
  }

  @Transactional(TxType.SUPPORTS)
  void failed(String sink, String why) {
    add(new Progress(sink, 0, 0, Causes.oneLine(why), Instant.now(), null));
  }

  private void add(Progress more) {
    unwritten.merge(more.sink(), more, Progress::and);
  }

  /** Writes what has come since the last time. */
  void write() {
    // Sorted, so that two nodes never wait for one another in turn.
    List<Progress> taken =
        unwritten.keySet().stream()
            .sorted()
            .map(unwritten::remove)
            .filter(Objects::nonNull)
            .toList();
    try {
      taken.forEach(this::write);
    } catch (RuntimeException e) {
      // To be written the next time; what has come meanwhile is newer.
      taken.forEach(
          older -> unwritten.merge(older.sink(), older, (newer, same) -> older.and(newer)));
      throw e;
    }
  }

  /** What was sent to the sink up to now it is not to write. */
  void skip(String sink) {
    makeRow(sink);
    sql.update("UPDATE hub_sink SET skipped_at = ? WHERE name = ?", Instant.now(), sink);
  }

  private void makeRow(String sink) {
    sql.update(
        "INSERT INTO hub_sink (name, delivered, refused) VALUES (?, 0, 0) ON CONFLICT DO NOTHING",
        sink);
  }

  private void write(Progress more) {
    makeRow(more.sink());
    sql.update(
        "UPDATE hub_sink SET delivered = delivered + ?, refused = refused + ?,"
            + " error = coalesce(?, error), error_at = coalesce(?, error_at) WHERE name = ?",
        more.delivered(),
        more.refused(),
        more.error(),
        more.errorAt(),
        more.sink());
  }

  /** As it was written last, by sink. */
  Map<String, Progress> all() {
    return sql
        .list(
            "SELECT name, delivered, refused, error, error_at, skipped_at FROM hub_sink",
            row ->
                new Progress(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    Sql.instantOrNull(row, 5),
                    Sql.instantOrNull(row, 6)))
        .stream()
        .collect(Collectors.toMap(Progress::sink, Function.identity()));
  }
}
