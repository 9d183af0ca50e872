package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Takeover;
import dev.halfway.ra.protocol.Takeover.Registered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which queues there are, whose they are, and who relays those of nodes that are gone. */
final class Registry {

  static final long PATIENCE = 20_000;

  private static final class Row {
    final String queue;
    final String node;
    long beat;
    @Nullable String takenBy;
    long taken;

    Row(String queue, String node) {
      this.queue = queue;
      this.node = node;
    }

    Registered at(long now) {
      return new Registered(
          queue, queue.endsWith(".waiting"), node, now - beat, takenBy, now - taken);
    }
  }

  private final World world;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  Registry(World world) {
    this.world = world;
  }

  /** Every queue that any node has ever had. */
  Set<String> queues() {
    return new HashSet<>(rows.keySet());
  }

  /** A process says that it is there; it learns which queues it has to relay. */
  Set<String> heartbeat(Incarnation process, long now) {
    String node = process.node.name;
    Set<String> own = new HashSet<>(process.lanes.queues());
    own.add(process.lanes.waiting());
    for (String queue : own) {
      Row row = rows.computeIfAbsent(queue, name -> new Row(name, node));
      row.beat = now;
      row.takenBy = null;
    }
    List<Registered> all = new ArrayList<>(rows.values().stream().map(row -> row.at(now)).toList());
    Takeover takeover = world.sabotage.on(Takeover.class, new Takeover(node, PATIENCE));
    Set<String> queues = new HashSet<>(own);
    for (Registered taken : takeover.toRelay(all, own)) {
      take(rows.get(taken.queue()), node, now);
      queues.add(taken.queue());
    }
    return queues;
  }

  private void take(@Nullable Row row, String node, long now) {
    if (row == null) {
      throw new Violation(node + " takes over what nobody has");
    }
    boolean byAnother = row.takenBy != null && !row.takenBy.equals(node);
    world.judge.takesOver(row.queue, node, now - row.beat, byAnother, now - row.taken);
    row.takenBy = node;
    row.taken = now;
  }
}
