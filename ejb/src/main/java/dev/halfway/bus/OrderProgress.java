package dev.halfway.bus;

import static dev.halfway.bus.OrderState.CREATED;
import static dev.halfway.bus.OrderState.DISPATCHED;
import static dev.halfway.bus.OrderState.DRAWN;
import static dev.halfway.bus.OrderState.LOST;
import static dev.halfway.bus.OrderState.TICKETED;
import static dev.halfway.bus.OrderState.TICKET_FAILED;
import static dev.halfway.bus.OrderState.WON;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an order: what the centre knows of it, and the state that follows from that.
 *
 * <p>Each fact is learnt once, the first time it is told; of two that exclude one another, such as
 * a ticket and its refusal, the first one counts. A fact that comes before its turn is kept and
 * takes effect when its turn comes. So the facts of an order lead to the same state in whatever
 * order they are told, and however often.
 *
 * @param placed whether its ticket may be asked for
 * @param ticketing how asking for its ticket has ended; null while it has not
 * @param drawn whether its game is drawn
 * @param prize what it has won, zero for nothing; null while that is not known
 */
record OrderProgress(
    boolean placed, @Nullable Ticketing ticketing, boolean drawn, @Nullable BigDecimal prize) {

  /** Of an order that was just created. */
  static final OrderProgress NEW = new OrderProgress(false, null, false, null);

  /** How asking for a ticket ends. */
  enum Ticketing {
    /** With one. */
    ISSUED,
    /** With a refusal. */
    REFUSED,
    /** With no answer. */
    MISSING
  }

  /** What has become of a fact. */
  enum Effect {
    /** The order is in another state. */
    CHANGED,
    /** It is kept until its turn comes. */
    EARLY,
    /** It was known. */
    DUPLICATE,
    /** It was overtaken by one that excludes it. */
    LATE
  }

  /** All states up to now, from the first one on. */
  List<OrderState> path() {
    List<OrderState> path = new ArrayList<>(List.of(CREATED));
    if (placed) {
      path.add(DISPATCHED);
      if (ticketing == Ticketing.ISSUED) {
        path.add(TICKETED);
        if (drawn) {
          path.add(DRAWN);
          if (prize != null) {
            path.add(prize.signum() > 0 ? WON : LOST);
          }
        }
      } else if (ticketing != null) {
        path.add(TICKET_FAILED);
      }
    }
    return path;
  }

  /** The state it is in. */
  OrderState state() {
    List<OrderState> path = path();
    return path.get(path.size() - 1);
  }

  /** Whether this is news, and if not, why. */
  Effect effectOf(Fact fact) {
    if (isKnown(fact)) {
      return Effect.DUPLICATE;
    }
    if (isExcluded(fact)) {
      return Effect.LATE;
    }
    return with(fact).state() == state() ? Effect.EARLY : Effect.CHANGED;
  }

  /** What is known together with this fact; the same as before unless that is news. */
  OrderProgress learn(Fact fact) {
    return isKnown(fact) || isExcluded(fact) ? this : with(fact);
  }

  private boolean isKnown(Fact fact) {
    if (fact instanceof OrderPlaced) {
      return placed;
    } else if (fact instanceof GameOver) {
      return drawn;
    } else if (fact instanceof PrizeCalculated) {
      return prize != null;
    }
    return ticketing == endOf(fact);
  }

  private boolean isExcluded(Fact fact) {
    if (fact instanceof OrderPlaced) {
      return false;
    }
    boolean failed = ticketing != null && ticketing != Ticketing.ISSUED;
    return failed || (ticketing != null && endOf(fact) != null);
  }

  private OrderProgress with(Fact fact) {
    if (fact instanceof OrderPlaced) {
      return new OrderProgress(true, ticketing, drawn, prize);
    } else if (fact instanceof GameOver) {
      return new OrderProgress(placed, ticketing, true, prize);
    } else if (fact instanceof PrizeCalculated known) {
      return new OrderProgress(placed, ticketing, drawn, known.prize());
    }
    return new OrderProgress(placed, endOf(fact), drawn, prize);
  }

  private static @Nullable Ticketing endOf(Fact fact) {
    if (fact instanceof TicketIssued) {
      return Ticketing.ISSUED;
    } else if (fact instanceof TicketRefused) {
      return Ticketing.REFUSED;
    } else if (fact instanceof TicketMissing) {
      return Ticketing.MISSING;
    }
    return null;
  }
}
