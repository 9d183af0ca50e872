package dev.halfway.hub;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which chunks are in which file of a sink. Decided and committed before the file is written: so
 * whoever has to write it again, after a crash or for a replay, writes the same file. All fail with
 * {@link jakarta.ejb.EJBException} when the database does, and have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class SinkFiles {

  @Inject private Sql sql;

  /** The file of each of these chunks that has one. */
  Map<UUID, String> filesOf(String sink, Collection<UUID> chunks) {
    Map<UUID, String> files = new HashMap<>();
    sql.list(
            "SELECT chunk, file FROM hub_file WHERE sink = ? AND chunk IN ("
                + Sql.placeholders(chunks.size())
                + ")",
            row -> Map.entry(row.getObject(1, UUID.class), row.getString(2)),
            Stream.concat(Stream.of(sink), chunks.stream()).toArray())
        .forEach(one -> files.put(one.getKey(), one.getValue()));
    return files;
  }

  /** The chunks of a file, in their order. */
  List<UUID> chunksOf(String sink, String file) {
    return sql.list(
        "SELECT chunk FROM hub_file WHERE sink = ? AND file = ? ORDER BY chunk",
        row -> row.getObject(1, UUID.class),
        sink,
        file);
  }

  /** Decides that chunks are in a file; fails where one of them is in another one. */
  void decide(String sink, String file, Collection<UUID> chunks) {
    sql.batch(
        "INSERT INTO hub_file (sink, chunk, file) VALUES (?, ?, ?)",
        chunks,
        chunk -> new Object[] {sink, chunk, file});
  }
}
