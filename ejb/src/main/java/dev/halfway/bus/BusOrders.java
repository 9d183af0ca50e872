package dev.halfway.bus;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of orders and games, read and written in the caller's transaction. All fail with {@link
 * jakarta.ejb.EJBException} when the database does.
 */
@ApplicationScoped
class BusOrders {

  private static final int MOST_IGNORED = 100;

  @Inject private Sql sql;

  /**
   * An order that is locked until the end of the transaction.
   *
   * @param drawn the numbers that were drawn in its game; null before
   * @param asked how often ticketing was asked
   */
  record Locked(
      UUID id,
      NewBusOrder order,
      OrderProgress progress,
      @Nullable String ticket,
      @Nullable String reason,
      @Nullable List<Integer> drawn,
      int asked) {

    Locked with(List<Integer> numbers) {
      return new Locked(id, order, progress, ticket, reason, numbers, asked);
    }
  }

  /** Who has told the centre a fact, and by what message. */
  record Source(String by, @Nullable String message) {}

  /**
   * Inserts one that is {@code CREATED}; from now on its game cannot be drawn before the commit.
   */
  void insert(UUID id, NewBusOrder order, Instant at) {
    know(order.game());
    sql.update(
        "INSERT INTO bus_order (id, game, numbers, stake, state, placed, drawn, placed_at, asked)"
            + " VALUES (?, ?, ?, ?, 'CREATED', FALSE, FALSE, ?, 0)",
        id,
        order.game(),
        text(order.numbers()),
        order.stake(),
        at);
  }

  private void know(String game) {
    sql.update("INSERT INTO bus_game (name) VALUES (?) ON CONFLICT DO NOTHING", game);
  }

  /** Whether a game was drawn. */
  boolean isDrawn(String game) {
    return draw(game, "").isPresent();
  }

  /** What was drawn in a game. */
  Optional<Draw> draw(String game) {
    return draw(game, "");
  }

  /** Draws a game, once; false when it was drawn before. No order of it is being placed then. */
  boolean close(Draw draw) {
    know(draw.game());
    return draw(draw.game(), " FOR UPDATE").isEmpty()
        && sql.update(
                "UPDATE bus_game SET drawn = ?, drawn_at = ? WHERE name = ?",
                text(draw.numbers()),
                draw.at(),
                draw.game())
            == 1;
  }

  /** The lock is one that no order of the game may be placed beside. */
  private Optional<Draw> draw(String game, String lock) {
    return sql.first(
            "SELECT drawn, drawn_at FROM bus_game WHERE name = ?" + lock,
            row ->
                row.getString(1) == null
                    ? Optional.<Draw>empty()
                    : Optional.of(new Draw(game, numbers(row.getString(1)), Sql.instant(row, 2))),
            game)
        .flatMap(draw -> draw);
  }

  /** Those of a game that have not learnt that it was drawn, and may have to. */
  List<UUID> notDrawn(String game, int most) {
    return sql.list(
        "SELECT id FROM bus_order WHERE game = ? AND NOT drawn AND state <> 'TICKET_FAILED'"
            + " ORDER BY id LIMIT ?",
        BusOrders::id,
        game,
        most);
  }

  /** Whether ticketing should have answered about any. */
  boolean anyDue(Instant now) {
    return sql.any(
        "SELECT 1 FROM bus_order WHERE state = 'DISPATCHED' AND answer_due <= ? LIMIT 1", now);
  }

  /** Those about which ticketing should have answered, locked, unless another node has them. */
  List<UUID> due(Instant now, int most) {
    return sql.list(
        "SELECT id FROM bus_order WHERE state = 'DISPATCHED' AND answer_due <= ?"
            + " ORDER BY answer_due LIMIT ? FOR UPDATE SKIP LOCKED",
        BusOrders::id,
        now,
        most);
  }

  /** Ticketing was asked about one. */
  void asked(UUID id, int times, Instant due) {
    sql.update("UPDATE bus_order SET asked = ?, answer_due = ? WHERE id = ?", times, due, id);
  }

  /** All that wait for ticketing wait as if they had just begun. */
  void waitAnew(Instant due) {
    sql.update("UPDATE bus_order SET answer_due = ? WHERE state = 'DISPATCHED'", due);
  }

  /** Locks one; empty when there is none. */
  Optional<Locked> lock(UUID id) {
    return sql.first(
            "SELECT o.game, o.numbers, o.stake, o.placed, o.ticketing, o.drawn, o.prize, o.ticket,"
                + " o.reason, o.asked FROM bus_order o WHERE o.id = ? FOR UPDATE",
            row -> locked(id, row),
            id)
        .map(this::withDraw);
  }

  private static Locked locked(UUID id, ResultSet row) throws SQLException {
    NewBusOrder order =
        new NewBusOrder(row.getString(1), numbers(row.getString(2)), row.getBigDecimal(3));
    String ticketing = row.getString(5);
    return new Locked(
        id,
        order,
        new OrderProgress(
            row.getBoolean(4),
            ticketing == null ? null : OrderProgress.Ticketing.valueOf(ticketing),
            row.getBoolean(6),
            row.getBigDecimal(7)),
        row.getString(8),
        row.getString(9),
        null,
        row.getInt(10));
  }

  private Locked withDraw(Locked order) {
    return order.progress().drawn()
        ? draw(order.order().game()).map(draw -> order.with(draw.numbers())).orElse(order)
        : order;
  }

  /** Writes what is known of one now. */
  void save(UUID id, OrderProgress progress, @Nullable String ticket, @Nullable String reason) {
    OrderProgress.Ticketing ticketing = progress.ticketing();
    sql.update(
        "UPDATE bus_order SET state = ?, placed = ?, ticketing = ?, drawn = ?, prize = ?,"
            + " ticket = ?, reason = ? WHERE id = ?",
        progress.state(),
        progress.placed(),
        ticketing,
        progress.drawn(),
        progress.prize(),
        ticket,
        reason,
        id);
  }

  /** Writes down that one has come to a state. */
  void step(UUID id, int number, OrderState state, Source source, Instant at) {
    sql.update(
        "INSERT INTO bus_history (order_id, step, state, at, told_by, message)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        number,
        state,
        at,
        source.by(),
        source.message());
  }

  /** Writes down what had no effect. */
  void ignore(UUID id, Fact fact, OrderProgress.Effect effect, String message, Instant at) {
    sql.update(
        "INSERT INTO bus_ignored (order_id, fact, effect, at, told_by, message)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        fact.getClass().getSimpleName(),
        effect,
        at,
        fact.by(),
        message);
  }

  /** Takes back that a fact came early: it has its effect now. */
  Optional<Source> noLongerEarly(UUID id, Class<? extends Fact> fact) {
    Optional<Source> source =
        sql.first(
            "SELECT told_by, message FROM bus_ignored"
                + " WHERE order_id = ? AND fact = ? AND effect = 'EARLY'",
            row -> new Source(row.getString(1), row.getString(2)),
            id,
            fact.getSimpleName());
    sql.update(
        "DELETE FROM bus_ignored WHERE order_id = ? AND fact = ? AND effect = 'EARLY'",
        id,
        fact.getSimpleName());
    return source;
  }

  /** One with its history. */
  Optional<BusOrder> find(UUID id) {
    return sql.first(
            "SELECT game, numbers, stake, state, ticket, reason, prize FROM bus_order WHERE id = ?",
            row ->
                new BusOrder(
                    id,
                    row.getString(1),
                    numbers(row.getString(2)),
                    row.getBigDecimal(3),
                    OrderState.valueOf(row.getString(4)),
                    row.getString(5),
                    row.getString(6),
                    row.getBigDecimal(7),
                    List.of(),
                    List.of()),
            id)
        .map(order -> order.with(history(id), ignored(id)));
  }

  private List<BusOrder.Step> history(UUID id) {
    return sql.list(
        "SELECT state, at, told_by, message FROM bus_history WHERE order_id = ? ORDER BY step",
        row ->
            new BusOrder.Step(
                OrderState.valueOf(row.getString(1)),
                Sql.instant(row, 2),
                row.getString(3),
                row.getString(4)),
        id);
  }

  private List<BusOrder.Ignored> ignored(UUID id) {
    return sql.list(
        "SELECT fact, effect, at, told_by, message FROM bus_ignored WHERE order_id = ?"
            + " ORDER BY id LIMIT ?",
        row ->
            new BusOrder.Ignored(
                row.getString(1),
                row.getString(2),
                Sql.instant(row, 3),
                row.getString(4),
                row.getString(5)),
        id,
        MOST_IGNORED);
  }

  private static UUID id(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }

  private static String text(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(",")).map(Integer::valueOf).toList();
  }
}
