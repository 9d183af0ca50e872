package dev.halfway.ra.protocol;

import dev.halfway.ra.protocol.Decision.Discard;
import dev.halfway.ra.protocol.Decision.Forward;
import dev.halfway.ra.protocol.Decision.Park;
import dev.halfway.ra.protocol.Decision.SetAside;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfQueue.Overdue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settles what is in one half or waiting queue: takes a batch, asks the marker store once, and in
 * one broker transaction forwards what is committed, discards what is rolled back and sets aside
 * what is undecided. For one thread.
 *
 * <p>Any number of relays may work on one queue at once, on any nodes: the row decides, and a batch
 * is settled whole or not at all. When a batch fails it is taken again message by message, and the
 * one that fails alone is set aside with its destination, so that it stops no other; one that
 * cannot even be set aside is left where it is for a while. An outage of broker or store is no
 * message's fault and changes nothing.
 */
public final class Relay<M> {

  private final HalfQueue<M> queue;
  private final OutcomeSources<M> sources;
  private final RelayContext context;
  private final BatchCheck<M> check;

  /** Messages that failed alone although they were not to be forwarded, and how often. */
  private final Map<String, Integer> unsettled = new Latest<>(1_000);

  /** Messages still to be taken one by one, because a batch of them failed. */
  private int oneByOne;

  private boolean storeAnswers = true;

  /**
   * Whether the queue's transaction may hold something unsettled, which a commit would acknowledge.
   */
  private boolean unclear;

  /** A relay for one queue; in a waiting queue fences are set and checkers asked. */
  public Relay(
      HalfQueue<M> queue, boolean waiting, OutcomeSources<M> sources, RelayContext context) {
    this.queue = queue;
    this.sources = sources;
    this.context = context;
    this.check = new BatchCheck<>(waiting, sources, context);
  }

  /** Takes and settles one batch, as large as the policy allows. */
  public int round() throws BrokerFailure, Unavailable {
    return round(Integer.MAX_VALUE);
  }

  /**
   * Takes and settles one batch of at most so many messages. Whatever is thrown, what was taken is
   * given back, at the latest when the next round begins.
   *
   * @return how many messages it took
   * @throws BrokerFailure when the broker is out of reach, or lets many messages neither be settled
   *     nor set aside
   * @throws Unavailable when the marker store is; until it answers again nothing is received
   */
  public int round(int max) throws BrokerFailure, Unavailable {
    if (unclear) {
      queue.reset();
      unclear = false;
    }
    if (!storeAnswers) {
      sources.markers().read(List.of());
      storeAnswers = true;
    }
    unclear = true;
    boolean alone = oneByOne > 0;
    List<Half<M>> batch;
    List<Decision> decisions;
    try {
      batch = queue.receive(alone ? 1 : Math.min(max, context.policy().round().batch()));
      if (batch.isEmpty()) {
        // That does not end taking one by one: what was given back may only be on its way.
        unclear = false;
        return 0;
      }
      decisions = check.decide(batch);
    } catch (BrokerFailure | RuntimeException e) {
      giveBack(e);
      throw e;
    } catch (Unavailable e) {
      storeAnswers = false;
      giveBack(e);
      throw e;
    }
    settle(batch, decisions, alone);
    return batch.size();
  }

  private void settle(List<Half<M>> batch, List<Decision> decisions, boolean alone)
      throws BrokerFailure {
    try {
      for (int i = 0; i < batch.size(); i++) {
        carryOut(batch.get(i), decisions.get(i));
      }
      queue.commit();
      unclear = false;
    } catch (BrokerFailure | RuntimeException e) {
      giveBack(e);
      if (unclear || !isolate(batch, decisions, alone, e)) {
        throw e;
      }
      return;
    }
    oneByOne = Math.max(0, oneByOne - batch.size());
    for (int i = 0; i < batch.size(); i++) {
      tell(batch.get(i).envelope(), decisions.get(i));
    }
  }

  /** Others may take it meanwhile. If that fails too, the next round begins with it. */
  private void giveBack(Exception failure) {
    try {
      queue.reset();
      unclear = false;
    } catch (BrokerFailure | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void carryOut(Half<M> half, Decision decision) throws BrokerFailure {
    if (decision instanceof Forward forward) {
      try {
        queue.forward(half, forward.delay(), forward.timeToLive());
      } catch (Overdue e) {
        String destination = half.envelope().destination();
        context.destinations().failed(destination, causeOf(e));
        throw e;
      }
    } else if (decision instanceof SetAside aside) {
      queue.setAside(half, aside.state());
    } else if (decision instanceof Park park) {
      queue.park(half, park.state());
    }
  }

  /**
   * The broker is there and yet the batch failed: finds out which message is to blame. Never one
   * that failed for the first time, even alone: it may have been the broker.
   */
  private boolean isolate(
      List<Half<M>> batch, List<Decision> decisions, boolean alone, Exception failure) {
    if (!alone) {
      oneByOne = batch.size();
      return true;
    }
    Envelope envelope = batch.get(0).envelope();
    String cause = causeOf(failure);
    if (!(decisions.get(0) instanceof Forward)) {
      int times = unsettled.merge(envelope.messageId(), 1, Integer::sum);
      return times == 1 || queue.leave(batch.get(0), cause);
    }
    check.failedAlone(envelope, cause);
    context.destinations().refused(envelope.destination(), envelope.messageId(), cause);
    return true;
  }

  private void tell(Envelope envelope, Decision decision) {
    check.carriedOut(envelope, decision);
    RelayEvents events = context.events();
    unsettled.remove(envelope.messageId());
    if (decision instanceof Forward) {
      context.destinations().accepted(envelope.destination());
      events.forwarded();
    } else if (decision instanceof Discard) {
      events.discarded();
    } else if (decision instanceof SetAside aside) {
      events.setAside(aside.state());
    } else if (decision instanceof Park park) {
      events.parked(envelope, park.state());
    }
    Hints hints = sources.hints();
    if (decision instanceof SetAside aside && aside.asksAtOnce()) {
      hints.asked(envelope.transaction(), envelope.ordinal());
    } else {
      hints.settled(envelope.transaction(), envelope.ordinal(), decision instanceof Forward);
    }
  }

  private static String causeOf(Throwable failure) {
    @Nullable String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
