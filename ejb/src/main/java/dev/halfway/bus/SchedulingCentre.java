package dev.halfway.bus;

import dev.halfway.audit.Audit;
import dev.halfway.broker.DurableSubscriptions;
import dev.halfway.bus.BusOrders.Locked;
import dev.halfway.bus.BusOrders.Source;
import dev.halfway.bus.OrderProgress.Effect;
import dev.halfway.consumers.Inbox;
import dev.halfway.messages.Outgoing;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Owns the state of every order, each change in a transaction of its own together with what is said
 * about it on the bus. Nobody else changes an order, and the centre calls nobody.
 *
 * <p>All fail with {@link jakarta.ejb.EJBException} when the database does, and have done nothing
 * then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class SchedulingCentre {

  static final String NAME = "centre";

  private static final int BATCH = 100;

  /** By which fact an order comes to a state that it may reach later than the fact is told. */
  private static final Map<OrderState, Class<? extends Fact>> LEADING_TO =
      Map.of(
          OrderState.TICKETED, TicketIssued.class,
          OrderState.TICKET_FAILED, TicketRefused.class,
          OrderState.DRAWN, GameOver.class,
          OrderState.WON, PrizeCalculated.class,
          OrderState.LOST, PrizeCalculated.class);

  @Resource(lookup = "java:/jms/bus/events")
  private Topic bus;

  @Resource(lookup = "java:/jms/bus/centre")
  private Queue inward;

  @Inject private BusOrders orders;
  @Inject private Inbox inbox;
  @Inject private Outgoing outgoing;
  @Inject private Audit audit;
  @Inject private DurableSubscriptions subscriptions;
  @Inject @Any private Instance<Subsystem> subsystems;
  @Inject private BusConfiguration configuration;

  /**
   * Takes an order.
   *
   * @return it, {@code CREATED}
   * @throws GameClosed when its game was drawn; there is no order then
   */
  @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = GameClosed.class)
  public BusOrder place(NewBusOrder order) throws GameClosed {
    UUID id = UUID.randomUUID();
    Instant now = now();
    orders.insert(id, order, now);
    if (orders.isDrawn(order.game())) {
      throw new GameClosed(order.game());
    }
    orders.step(id, 0, OrderState.CREATED, new Source(NAME, null), now);
    outgoing.send(inward, new OrderPlaced(id));
    return find(id).orElseThrow();
  }

  /**
   * Draws a game. Its orders learn of it soon after.
   *
   * @param numbers different ones, from 1 to 99
   * @param who for the audit trail
   * @throws GameClosed when it was drawn before
   */
  @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = GameClosed.class)
  public Draw draw(String game, List<Integer> numbers, String who) throws GameClosed {
    Draw draw = new Draw(game, numbers, now());
    if (!orders.close(draw)) {
      throw new GameClosed(game);
    }
    outgoing.send(inward, new GameDrawn(game));
    audit.record(who, "game draw", game, numbers.toString());
    return draw;
  }

  /** An order, its history included. */
  public Optional<BusOrder> find(UUID id) {
    return orders.find(id);
  }

  /**
   * Has the orders of a game learn that it was drawn: some now, the rest by a message to itself.
   */
  void tell(GameDrawn drawn, String message) {
    if (!inbox.enter(CentreConsumer.NAME, message)) {
      return;
    }
    List<UUID> some = orders.notDrawn(drawn.game(), BATCH);
    some.forEach(order -> take(new GameOver(order), message));
    if (some.size() == BATCH) {
      outgoing.send(inward, drawn);
    }
  }

  /**
   * Learns a fact, once however often this message is delivered.
   *
   * @param message what identifies the message across redeliveries
   * @throws IllegalStateException when there is no such order
   */
  void learn(Fact fact, String message) {
    if (inbox.enter(CentreConsumer.NAME, message)) {
      take(fact, message);
    }
  }

  private void take(Fact fact, @Nullable String message) {
    Locked order =
        orders
            .lock(fact.order())
            .orElseThrow(() -> new IllegalStateException("there is no order " + fact.order()));
    take(order, fact, message);
  }

  private void take(Locked order, Fact fact, @Nullable String message) {
    Instant now = now();
    OrderProgress before = order.progress();
    Effect effect = before.effectOf(fact);
    if (effect != Effect.CHANGED) {
      orders.ignore(order.id(), fact, effect, String.valueOf(message), now);
    }
    OrderProgress after = before.learn(fact);
    if (after.equals(before)) {
      return;
    }
    orders.save(
        order.id(),
        after,
        fact instanceof TicketIssued issued ? issued.ticket() : order.ticket(),
        reasonOf(fact).orElse(order.reason()));
    List<OrderState> path = after.path();
    for (int step = before.path().size(); step < path.size(); step++) {
      Source source = new Source(fact.by(), message);
      if (step > before.path().size()) {
        source = sourceOf(order.id(), path.get(step), source);
      }
      orders.step(order.id(), step, path.get(step), source, now);
      say(order.id(), path.get(step));
    }
  }

  /** A state that follows from what was told before its turn has its source there. */
  private Source sourceOf(UUID order, OrderState state, Source otherwise) {
    Class<? extends Fact> fact = LEADING_TO.get(state);
    return fact == null ? otherwise : orders.noLongerEarly(order, fact).orElse(otherwise);
  }

  private static Optional<String> reasonOf(Fact fact) {
    if (fact instanceof TicketRefused refused) {
      return Optional.of(refused.reason());
    } else if (fact instanceof TicketMissing missing) {
      return Optional.of("ticketing was asked " + missing.asked() + " times");
    }
    return Optional.empty();
  }

  private void say(UUID id, OrderState state) {
    Locked order = orders.lock(id).orElseThrow();
    subscriptions.require(bus, subsystems.stream().map(Subsystem::subscription).toList());
    outgoing.send(
        bus,
        new OrderChanged(
            id,
            state,
            order.order().game(),
            order.order().numbers(),
            order.order().stake(),
            order.ticket(),
            order.drawn(),
            order.progress().prize(),
            order.reason()));
    if (state == OrderState.DISPATCHED) {
      orders.asked(id, order.asked() + 1, now().plus(configuration.answerWithin()));
    }
  }

  /** Whether ticketing should have answered and has not. */
  @Transactional(TxType.SUPPORTS)
  boolean misses() {
    return orders.anyDue(now());
  }

  /** Asks ticketing again, or no more, about some; whether there may be others. */
  boolean askAgain() {
    List<UUID> due = orders.due(now(), BATCH);
    for (UUID id : due) {
      Locked order = orders.lock(id).orElseThrow();
      if (order.asked() < configuration.asks()) {
        say(id, OrderState.DISPATCHED);
      } else {
        take(order, new TicketMissing(id, order.asked()), null);
      }
    }
    return due.size() == BATCH;
  }

  /** Nobody could answer up to now. */
  void startWaitingAnew() {
    orders.waitAnew(now().plus(configuration.answerWithin()));
  }

  /** As precisely as a database has it. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
