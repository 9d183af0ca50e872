package dev.halfway.ra.protocol.simulation;

import java.util.HashSet;
import java.util.Set;

/** Drops the tables of what is over, when it sees twice that no message in any queue needs them. */
final class Retention {

  private final World world;
  private final Set<Integer> free = new HashSet<>();

  Retention(World world) {
    this.world = world;
  }

  /** One round. */
  void keep() {
    for (int bucket : world.database.tables()) {
      if (!world.database.isOver(bucket, world.database.now())) {
        return;
      }
      if (isNeeded(bucket)) {
        free.removeIf(one -> one >= bucket);
        return;
      }
      if (!free.add(bucket)) {
        drop(bucket);
      }
    }
  }

  /** Somebody does not look first. */
  void dropAny() {
    if (!world.database.tables().isEmpty()) {
      drop(world.dice.oneOf(world.database.tables()));
    }
  }

  private void drop(int bucket) {
    if (world.database.drop(bucket)) {
      world.journal.note("dropped", bucket);
      world.journal.reached(Corner.BUCKET_DROPPED);
    }
  }

  /** What somebody has in his hands is not seen. */
  private boolean isNeeded(int bucket) {
    for (Queue queue : world.broker.queues()) {
      for (Message message : queue.all()) {
        if (message.holder == null
            && !queue.name.equals("parked")
            && world.idOf(message.sent).bucket() <= bucket) {
          return true;
        }
      }
    }
    return false;
  }
}
