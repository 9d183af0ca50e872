package dev.halfway.transaction.comparison;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import dev.halfway.transaction.comparison.Comparison.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Comparisons, as they stood when they were kept last. */
@ApplicationScoped
@Transactional
public class ComparisonArchive {

  /** Thread-safe by specification (Jakarta JSON Binding 3.0, 3.2). */
  private static final Jsonb JSON = JsonbBuilder.create();

  @Inject private Sql sql;
  @Inject private Audit audit;

  /**
   * Keeps a comparison that this node is making.
   *
   * @param who for the audit trail
   */
  public void add(Comparison comparison, String who) {
    sql.update(
        "INSERT INTO transaction_comparison (id, node, started_at, state, document)"
            + " VALUES (?, ?, ?, ?, ?)",
        comparison.id(),
        node(),
        comparison.startedAt(),
        comparison.state(),
        JSON.toJson(comparison));
    audit.record(
        who,
        "comparison begin",
        comparison.id().toString(),
        "%d orders by each of %s, %d callers"
            .formatted(
                comparison.request().orders(),
                comparison.request().modes(),
                comparison.request().concurrency()));
  }

  /** Keeps what has become of it. */
  public void update(Comparison comparison) {
    sql.update(
        "UPDATE transaction_comparison SET state = ?, document = ? WHERE id = ?",
        comparison.state(),
        JSON.toJson(comparison),
        comparison.id());
  }

  /**
   * Notes that somebody wants one to end, for whatever node is making it; nothing where it has.
   *
   * @param who for the audit trail, at most 64 characters
   */
  public void cancel(UUID id, String who) {
    boolean first =
        sql.update(
                "UPDATE transaction_comparison SET cancelled_by = ?"
                    + " WHERE id = ? AND state = 'RUNNING' AND cancelled_by IS NULL",
                who,
                id)
            == 1;
    audit.record(
        who, "comparison cancel", id.toString(), first ? "asked" : "ended, or asked before");
  }

  /** Who wants it to end. */
  public Optional<String> cancelledBy(UUID id) {
    return sql.first(
        "SELECT cancelled_by FROM transaction_comparison"
            + " WHERE id = ? AND cancelled_by IS NOT NULL",
        row -> row.getString(1),
        id);
  }

  /** The one of this id. */
  public Optional<Comparison> find(UUID id) {
    return read("SELECT document FROM transaction_comparison WHERE id = ?", id).stream()
        .findFirst();
  }

  /** The newest, at most so many, from 1. */
  public List<Comparison> newest(int limit) {
    return read(
        "SELECT document FROM transaction_comparison ORDER BY started_at DESC LIMIT ?", limit);
  }

  /** Marks those that this node was making when it ended. */
  public void interrupted() {
    read("SELECT document FROM transaction_comparison WHERE state = 'RUNNING' AND node = ?", node())
        .forEach(
            one ->
                update(
                    cancelledBy(one.id())
                        .map(who -> one.ended(State.CANCELLED, "cancelled by " + who))
                        .orElseGet(
                            () -> one.ended(State.INTERRUPTED, "the server ended while it ran"))));
  }

  private List<Comparison> read(String query, Object parameter) {
    return sql.list(query, row -> JSON.fromJson(row.getString(1), Comparison.class), parameter);
  }

  private static String node() {
    return System.getProperty("jboss.node.name", "");
  }
}
