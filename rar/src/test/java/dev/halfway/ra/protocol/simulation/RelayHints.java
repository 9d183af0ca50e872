package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import java.util.Collection;
import java.util.List;

/** What one relay is told by its process about the process's own transactions. */
final class RelayHints implements Hints {

  private final World world;
  private final Round round;
  private final Incarnation process;

  RelayHints(World world, Round round) {
    this.world = world;
    this.round = round;
    this.process = round.process;
  }

  @Override
  public void awaitEnd(Collection<HalfTransactionId> ids, long bound) {
    List<HalfTransactionId> awaited = List.copyOf(ids);
    round.awaited(awaited, bound);
    long latest = world.schedule.now() + bound;
    world.schedule.pause(() -> awaited.stream().noneMatch(process::isOpen), () -> latest);
  }

  @Override
  public boolean isOpen(HalfTransactionId id) {
    return process.isOpen(id);
  }

  @Override
  public boolean hasEnded(HalfTransactionId id) {
    return process.hasEnded(id);
  }

  @Override
  public void asked(HalfTransactionId id, int ordinal) {
    process.asked(id, ordinal);
  }

  @Override
  public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    Sent sent = world.broker.sent(id + "." + ordinal);
    if (delivered && sent.delivered == 0) {
      throw new Violation(sent + " was said to be delivered and is not");
    }
    process.settled(id, ordinal, delivered);
  }
}
