package dev.halfway.hub;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What was collected, for as long as it is kept. All fail with {@link jakarta.ejb.EJBException}
 * when the database does, and have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRED)
class HubArchive {

  @Inject private Sql sql;

  /**
   * Where chunks stand.
   *
   * @param first the first one, 0 when there is none
   * @param last the last one, less than the first when there is none
   */
  record Range(long first, long last) {}

  /** A chunk and where it stands. */
  record Kept(long position, PackedChunk chunk) {}

  void keep(Collection<PackedChunk> chunks) {
    Instant now = Instant.now();
    sql.batch(
        "INSERT INTO hub_chunk (chunk, at, events, body) VALUES (?, ?, ?, ?)",
        chunks,
        chunk -> new Object[] {chunk.id(), now, chunk.events(), chunk.gzip()});
  }

  /** Those that were collected since then. */
  Range since(Instant since) {
    return sql.first(
            "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM hub_chunk WHERE at >= ?",
            row -> new Range(row.getLong(1), row.getLong(2)),
            since)
        .orElseThrow();
  }

  /** Some, in their order. */
  List<Kept> read(Range range, int most) {
    return sql.list(
        "SELECT chunk, events, body, id FROM hub_chunk WHERE id BETWEEN ? AND ?"
            + " ORDER BY id LIMIT ?",
        row -> new Kept(row.getLong(4), chunk(row)),
        range.first(),
        range.last(),
        most);
  }

  /** Those of these that are kept, in no order. */
  List<PackedChunk> find(Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : sql.list(
            "SELECT chunk, events, body FROM hub_chunk WHERE chunk IN ("
                + Sql.placeholders(ids.size())
                + ")",
            HubArchive::chunk,
            ids.toArray());
  }

  private static PackedChunk chunk(ResultSet row) throws SQLException {
    return new PackedChunk(row.getObject(1, UUID.class), row.getInt(2), row.getBytes(3));
  }

  /** Forgets those that are older. */
  void forget(Instant before) {
    sql.update("DELETE FROM hub_chunk WHERE at < ?", before);
  }
}
