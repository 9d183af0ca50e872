package dev.halfway.broadcast;

import dev.halfway.audit.Audit;
import dev.halfway.messages.Outgoing;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The dictionary in the database. All fail with {@link jakarta.ejb.EJBException} when the database
 * does, and have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class DictionaryTable {

  @Inject private Sql sql;
  @Inject private Audit audit;

  @Resource(lookup = "java:/jms/broadcast/dictionary")
  private Topic topic;

  @Inject private Outgoing outgoing;

  /** Changes an entry, or makes it, and tells all nodes and the audit trail: all or nothing. */
  EntryChanged put(String key, String value, String who) {
    Instant now = Instant.now();
    sql.update(
        "INSERT INTO broadcast_entry (name, text, version, changed_at) VALUES (?, ?, 0, ?)"
            + " ON CONFLICT DO NOTHING",
        key,
        value,
        now);
    sql.update(
        "UPDATE broadcast_entry SET text = ?, version = version + 1, changed_at = ?"
            + " WHERE name = ?",
        value,
        now,
        key);
    EntryChanged changed = find(key).orElseThrow();
    outgoing.send(topic, changed);
    audit.record(who, "dictionary put", key, "version " + changed.version());
    return changed;
  }

  /** An entry as it is. */
  Optional<EntryChanged> find(String key) {
    return find(List.of(key)).stream().findFirst();
  }

  /** Those of these that there are, as they are. */
  List<EntryChanged> find(Collection<String> keys) {
    return keys.isEmpty()
        ? List.of()
        : sql.list(
            "SELECT name, text, version FROM broadcast_entry WHERE name IN ("
                + Sql.placeholders(keys.size())
                + ")",
            row -> new EntryChanged(row.getString(1), row.getString(2), row.getLong(3)),
            keys.toArray());
  }
}
