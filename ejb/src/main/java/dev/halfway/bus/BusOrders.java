package dev.halfway.bus;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of orders and games, read and written in the caller's transaction. All fail with {@link
 * EJBException} when the database does.
 */
@ApplicationScoped
class BusOrders {

  private static final int MOST_IGNORED = 100;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

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
      int asked) {}

  /** Who has told the centre a fact, and by what message. */
  record Source(String by, @Nullable String message) {}

  /** What is done with a statement that was prepared. */
  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T with(String sql, Use<T> use, @Nullable Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(
            i + 1,
            values[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : values[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      throw new EJBException("the orders' rows cannot be used: " + e.getMessage(), e);
    }
  }

  private int update(String sql, @Nullable Object... values) {
    return with(sql, PreparedStatement::executeUpdate, values);
  }

  private List<UUID> ids(String sql, @Nullable Object... values) {
    return with(
        sql,
        statement -> {
          List<UUID> ids = new ArrayList<>();
          try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
              ids.add(found.getObject(1, UUID.class));
            }
          }
          return ids;
        },
        values);
  }

  /**
   * Inserts one that is {@code CREATED}; from now on its game cannot be drawn before the commit.
   */
  void insert(UUID id, NewBusOrder order, Instant at) {
    know(order.game());
    update(
        "INSERT INTO bus_order (id, game, numbers, stake, state, placed, drawn, placed_at, asked)"
            + " VALUES (?, ?, ?, ?, 'CREATED', FALSE, FALSE, ?, 0)",
        id,
        order.game(),
        text(order.numbers()),
        order.stake(),
        at);
  }

  private void know(String game) {
    update("INSERT INTO bus_game (name) VALUES (?) ON CONFLICT DO NOTHING", game);
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
        && update(
                "UPDATE bus_game SET drawn = ?, drawn_at = ? WHERE name = ?",
                text(draw.numbers()),
                draw.at(),
                draw.game())
            == 1;
  }

  private Optional<Draw> draw(String game, String lock) {
    return with(
        "SELECT drawn, drawn_at FROM bus_game WHERE name = ?" + lock,
        statement -> {
          try (ResultSet found = statement.executeQuery()) {
            return found.next() && found.getString(1) != null
                ? Optional.of(
                    new Draw(
                        game,
                        numbers(found.getString(1)),
                        found.getObject(2, OffsetDateTime.class).toInstant()))
                : Optional.empty();
          }
        },
        game);
  }

  /** Those of a game that have not learnt that it was drawn, and may have to. */
  List<UUID> notDrawn(String game, int most) {
    return ids(
        "SELECT id FROM bus_order WHERE game = ? AND NOT drawn AND state <> 'TICKET_FAILED'"
            + " ORDER BY id LIMIT ?",
        game,
        most);
  }

  /** Whether ticketing should have answered about any. */
  boolean anyDue(Instant now) {
    return !ids(
            "SELECT id FROM bus_order WHERE state = 'DISPATCHED' AND answer_due <= ? LIMIT 1", now)
        .isEmpty();
  }

  /** Those about which ticketing should have answered, locked, unless another node has them. */
  List<UUID> due(Instant now, int most) {
    return ids(
        "SELECT id FROM bus_order WHERE state = 'DISPATCHED' AND answer_due <= ?"
            + " ORDER BY answer_due LIMIT ? FOR UPDATE SKIP LOCKED",
        now,
        most);
  }

  /** Ticketing was asked about one. */
  void asked(UUID id, int times, Instant due) {
    update("UPDATE bus_order SET asked = ?, answer_due = ? WHERE id = ?", times, due, id);
  }

  /** All that wait for ticketing wait as if they had just begun. */
  void waitAnew(Instant due) {
    update("UPDATE bus_order SET answer_due = ? WHERE state = 'DISPATCHED'", due);
  }

  /** Locks one; empty when there is none. */
  Optional<Locked> lock(UUID id) {
    return with(
        "SELECT o.game, o.numbers, o.stake, o.placed, o.ticketing, o.drawn, o.prize, o.ticket,"
            + " o.reason, o.asked FROM bus_order o WHERE o.id = ? FOR UPDATE",
        statement -> {
          try (ResultSet found = statement.executeQuery()) {
            return found.next() ? Optional.of(locked(id, found)) : Optional.empty();
          }
        },
        id);
  }

  private Locked locked(UUID id, ResultSet row) throws SQLException {
    NewBusOrder order =
        new NewBusOrder(row.getString(1), numbers(row.getString(2)), row.getBigDecimal(3));
    String ticketing = row.getString(5);
    boolean drawn = row.getBoolean(6);
    return new Locked(
        id,
        order,
        new OrderProgress(
            row.getBoolean(4),
            ticketing == null ? null : OrderProgress.Ticketing.valueOf(ticketing),
            drawn,
            row.getBigDecimal(7)),
        row.getString(8),
        row.getString(9),
        drawn ? draw(order.game()).map(Draw::numbers).orElse(null) : null,
        row.getInt(10));
  }

  /** Writes what is known of one now. */
  void save(UUID id, OrderProgress progress, @Nullable String ticket, @Nullable String reason) {
    OrderProgress.Ticketing ticketing = progress.ticketing();
    update(
        "UPDATE bus_order SET state = ?, placed = ?, ticketing = ?, drawn = ?, prize = ?,"
            + " ticket = ?, reason = ? WHERE id = ?",
        progress.state().name(),
        progress.placed(),
        ticketing == null ? null : ticketing.name(),
        progress.drawn(),
        progress.prize(),
        ticket,
        reason,
        id);
  }

  /** Writes down that one has come to a state. */
  void step(UUID id, int number, OrderState state, Source source, Instant at) {
    update(
        "INSERT INTO bus_history (order_id, step, state, at, told_by, message)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        number,
        state.name(),
        at,
        source.by(),
        source.message());
  }

  /** Writes down what had no effect. */
  void ignore(UUID id, Fact fact, OrderProgress.Effect effect, String message, Instant at) {
    update(
        "INSERT INTO bus_ignored (order_id, fact, effect, at, told_by, message)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        fact.getClass().getSimpleName(),
        effect.name(),
        at,
        fact.by(),
        message);
  }

  /** Takes back that a fact came early: it has its effect now. */
  Optional<Source> noLongerEarly(UUID id, Class<? extends Fact> fact) {
    Optional<Source> source =
        with(
            "SELECT told_by, message FROM bus_ignored"
                + " WHERE order_id = ? AND fact = ? AND effect = 'EARLY'",
            statement -> {
              try (ResultSet found = statement.executeQuery()) {
                return found.next()
                    ? Optional.of(new Source(found.getString(1), found.getString(2)))
                    : Optional.empty();
              }
            },
            id,
            fact.getSimpleName());
    update(
        "DELETE FROM bus_ignored WHERE order_id = ? AND fact = ? AND effect = 'EARLY'",
        id,
        fact.getSimpleName());
    return source;
  }

  /** One with its history. */
  Optional<BusOrder> find(UUID id) {
    return with(
        "SELECT game, numbers, stake, state, ticket, reason, prize FROM bus_order WHERE id = ?",
        statement -> {
          try (ResultSet found = statement.executeQuery()) {
            return found.next()
                ? Optional.of(
                    new BusOrder(
                        id,
                        found.getString(1),
                        numbers(found.getString(2)),
                        found.getBigDecimal(3),
                        OrderState.valueOf(found.getString(4)),
                        found.getString(5),
                        found.getString(6),
                        found.getBigDecimal(7),
                        history(id),
                        ignored(id)))
                : Optional.empty();
          }
        },
        id);
  }

  private List<BusOrder.Step> history(UUID id) {
    return with(
        "SELECT state, at, told_by, message FROM bus_history WHERE order_id = ? ORDER BY step",
        statement -> {
          List<BusOrder.Step> steps = new ArrayList<>();
          try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
              steps.add(
                  new BusOrder.Step(
                      OrderState.valueOf(found.getString(1)),
                      found.getObject(2, OffsetDateTime.class).toInstant(),
                      found.getString(3),
                      found.getString(4)));
            }
          }
          return steps;
        },
        id);
  }

  private List<BusOrder.Ignored> ignored(UUID id) {
    return with(
        "SELECT fact, effect, at, told_by, message FROM bus_ignored WHERE order_id = ?"
            + " ORDER BY id LIMIT "
            + MOST_IGNORED,
        statement -> {
          List<BusOrder.Ignored> facts = new ArrayList<>();
          try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
              facts.add(
                  new BusOrder.Ignored(
                      found.getString(1),
                      found.getString(2),
                      found.getObject(3, OffsetDateTime.class).toInstant(),
                      found.getString(4),
                      found.getString(5)));
            }
          }
          return facts;
        },
        id);
  }

  private static String text(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(",")).map(Integer::valueOf).toList();
  }
}
