package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Takeover;
import dev.halfway.ra.protocol.Takeover.Registered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which queues there are, whose they are, and who relays those of nodes that are gone. */
final class Registry {

  static final long PATIENCE = 20_000;

  private static final class Row {
    final String queue;
    final Node node;
    long beat;
    @Nullable String takenBy;
    long taken;

    Row(String queue, Node node) {
      this.queue = queue;
      this.node = node;
    }

    Registered at(long now) {
      return new Registered(
          queue, queue.equals(node.lanes.waiting()), node.name, now - beat, takenBy, now - taken);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  void add(Node node) {
    node.lanes.queues().forEach(lane -> rows.add(new Row(lane, node)));
    rows.add(new Row(node.lanes.waiting(), node));
  }

  /** A node says that it is there; it learns which queues it has to relay. */
  Set<String> heartbeat(Node node, long now) {
    Set<String> own = new HashSet<>();
    for (Row row : rows) {
      if (row.node == node) {
        row.beat = now;
        row.takenBy = null;
        own.add(row.queue);
      }
    }
    List<Registered> all = rows.stream().map(row -> row.at(now)).toList();
    Set<String> queues = new HashSet<>(own);
    for (Registered taken : new Takeover(node.name, PATIENCE).toRelay(all, own)) {
      queues.add(taken.queue());
      Row row = rows.get(all.indexOf(taken));
      row.takenBy = node.name;
      row.taken = now;
    }
    return queues;
  }
}
