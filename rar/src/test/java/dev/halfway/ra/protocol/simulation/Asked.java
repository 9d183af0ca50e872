package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Half;
import org.jspecify.annotations.Nullable;

/** The applications that a relay asks how their transactions ended. */
final class Asked implements Checkers<Message> {

  private final World world;
  private final Round round;

  Asked(World world, Round round) {
    this.world = world;
    this.round = round;
  }

  @Override
  public @Nullable Verdict check(Half<Message> half) {
    round.asks();
    Sent sent = half.message().sent;
    world.judge.asks(sent, round.process);
    world.schedule.pause();
    Verdict answer = sent.transaction.answer(world.naiveCheckers);
    // It may take its time to say what it saw.
    long later = world.schedule.now() + (world.dice.chance(200) ? world.dice.below(10_000) : 0);
    world.schedule.pause(() -> false, () -> later);
    return switch (world.chaos.fault()) {
      case NONE -> said(sent, answer);
      case BEFORE, UNDECLARED -> null;
      case AFTER, LATE -> said(sent, Verdict.UNKNOWN);
    };
  }

  private static Verdict said(Sent sent, Verdict answer) {
    if (answer == Verdict.UNKNOWN) {
      sent.unknown++;
    }
    return answer;
  }
}
