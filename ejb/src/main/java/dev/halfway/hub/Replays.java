package dev.halfway.hub;

import dev.halfway.hub.HubArchive.Kept;
import dev.halfway.hub.HubArchive.Range;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gives a sink again what was collected since a time, beside what comes new. One replay of a sink
 * at a time; it goes on where it was when its node dies, on another one. All fail with {@link
 * jakarta.ejb.EJBException} when the database does, and have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class Replays {

  /** Chunks that are sent in one transaction. */
  private static final int STEP = 20;

  @Inject private Sql sql;
  @Inject private HubArchive archive;
  @Inject private EventCollector collector;

  /** Begins one, in place of one that is under way; none where nothing was collected since then. */
  void begin(String sink, Instant since) {
    Range range = archive.since(since);
    end(sink);
    if (range.last() < range.first()) {
      return;
    }
    sql.update(
        "INSERT INTO hub_replay (sink, since, first_chunk, next_chunk, last_chunk)"
            + " VALUES (?, ?, ?, ?, ?)",
        sink,
        since,
        range.first(),
        range.first(),
        range.last());
  }

  private void end(String sink) {
    sql.update("DELETE FROM hub_replay WHERE sink = ?", sink);
  }

  /** The one of a sink. */
  Optional<SinkStatus.Replay> find(String sink) {
    return sql.first(
        "SELECT since, next_chunk - first_chunk, last_chunk - first_chunk + 1 FROM hub_replay"
            + " WHERE sink = ?",
        row -> new SinkStatus.Replay(Sql.instant(row, 1), row.getLong(2), row.getLong(3)),
        sink);
  }

  /** Those that are under way, by sink. */
  List<String> sinks() {
    return sql.list("SELECT sink FROM hub_replay ORDER BY sink", row -> row.getString(1));
  }

  /** Sends some more of a sink's; false when there is nothing to do, or another node is at it. */
  boolean step(String sink) {
    Optional<Range> left =
        sql.first(
            "SELECT next_chunk, last_chunk FROM hub_replay WHERE sink = ? FOR UPDATE SKIP LOCKED",
            row -> new Range(row.getLong(1), row.getLong(2)),
            sink);
    if (left.isEmpty()) {
      return false;
    }
    List<Kept> some = archive.read(left.get(), STEP);
    if (some.isEmpty()) {
      end(sink);
      return false;
    }
    some.forEach(kept -> collector.tell(kept.chunk(), sink));
    sql.update(
        "UPDATE hub_replay SET next_chunk = ? WHERE sink = ?",
        some.get(some.size() - 1).position() + 1,
        sink);
    return true;
  }
}
