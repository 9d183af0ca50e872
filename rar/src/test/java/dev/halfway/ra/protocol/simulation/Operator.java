package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.OutcomeSources;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayContext;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Somebody who decides, checks or takes up again one message, at one of the processes. */
final class Operator {

  private final World world;
  private final Incarnation process;
  private final Queue queue;
  private final Message message;

  private Operator(World world, Incarnation process, Queue queue, Message message) {
    this.world = world;
    this.process = process;
    this.queue = queue;
    this.message = message;
  }

  /** Sets to work on some message, if there is one. */
  static void begin(World world, Incarnation process) {
    List<Runnable> choices = new ArrayList<>();
    for (Queue queue : world.broker.queues()) {
      for (Message message : queue.all()) {
        choices.add(new Operator(world, process, queue, message)::act);
      }
    }
    if (!choices.isEmpty()) {
      world.schedule.add(world.dice.oneOf(choices), process::isAlive, () -> true);
    }
  }

  private void act() {
    world.schedule.pause();
    try {
      switch (world.dice.below(5)) {
        case 0, 1, 2 -> resolve(Verdict.COMMIT);
        case 3 -> resolve(Verdict.ROLLBACK);
        default -> check();
      }
    } catch (BrokerFailure | Unavailable | Undeclared e) {
      world.journal.note("an operator failed with " + e.getMessage(), message);
    }
  }

  private void resolve(Verdict asked) throws BrokerFailure, Unavailable {
    world.journal.note("an operator wants " + asked, message);
    Verdict verdict =
        message.sent.transaction.settlement == Settlement.MARKER ? decide(asked) : asked;
    if (verdict == Verdict.UNKNOWN) {
      return;
    }
    world.journal.reached(
        verdict == asked ? Corner.OPERATOR_DECIDED : Corner.OPERATOR_WAS_TOLD_OTHERWISE);
    Round round = new Round(world, process, true, verdict);
    Session session = session(round);
    process.open(session);
    relay(
        session,
        new Relay<>(
            world.sabotage.on(HalfQueue.class, session),
            true,
            OutcomeSources.fixed(verdict),
            new RelayContext(
                new Destinations(world.policy.backoff(), process),
                process,
                world.policy.withoutImmunity(),
                process)));
  }

  /** Makes this the transaction's verdict unless it has one, and tells which it has then. */
  private Verdict decide(Verdict asked) throws Unavailable {
    Marker wanted = asked == Verdict.COMMIT ? Marker.COMMITTED : Marker.ROLLED_BACK;
    Round round = new Round(world, process, true, null);
    HalfTransactionId id = world.idOf(message.sent);
    return switch (new MarkerStore(world, round).insert(id, wanted)) {
      case COMMITTED -> Verdict.COMMIT;
      case ROLLED_BACK -> Verdict.ROLLBACK;
      case GONE -> asked;
      case ABSENT, LOCKED -> Verdict.UNKNOWN;
    };
  }

  private void check() throws BrokerFailure, Unavailable {
    Round round = new Round(world, process, true, null);
    Session session = session(round);
    if (queue.name.equals("parked")) {
      world.journal.reached(Corner.RESUMED);
    }
    relay(session, process.relay(session, round));
  }

  private Session session(Round round) {
    UnaryOperator<Envelope> view =
        queue.name.equals("parked") ? Operator::afresh : UnaryOperator.identity();
    return new Session(world, queue, round, new ThisOne(), view);
  }

  private void relay(Session session, Relay<Message> relay) throws BrokerFailure, Unavailable {
    // A message that cannot be forwarded takes a second round, in which it is set aside.
    try {
      int taken = relay.round();
      while (taken > 0) {
        taken = relay.round();
      }
    } finally {
      process.close(session);
    }
  }

  /** A parked message that is resumed has all its checks before it. */
  private static Envelope afresh(Envelope parked) {
    @Nullable RetryState retryState = parked.retryState();
    return retryState == null ? parked : parked.with(retryState.resumed());
  }

  /** The one message: what is put elsewhere is another object. */
  private final class ThisOne implements Session.MessageReceiver {

    @Override
    public boolean takes(Message one) {
      return one == message;
    }

    @Override
    public int atMost(int max) {
      return max;
    }

    @Override
    public boolean waits() {
      return false;
    }
  }
}
