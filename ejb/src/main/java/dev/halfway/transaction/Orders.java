package dev.halfway.transaction;

import dev.halfway.disk.DiskSpace;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders, placed by whichever mechanism is asked for. */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Orders {

  @Inject private OrderTransaction transaction;
  @Inject private OrderAnnouncements announcements;
  @Inject private XaParticipation participation;
  @Inject private DiskSpace disk;
  @Inject private Sql sql;

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  /**
   * Places an order. What it brings about in other systems happens after this has returned.
   *
   * <p>Any other exception than the one below leaves open whether the order was placed, as a lost
   * answer does; {@link #find} tells. By {@link Mode#PLAIN} it may then be there although no other
   * system will ever hear of it.
   *
   * @throws dev.halfway.disk.DiskFull when nothing was stored and nothing will be sent
   * @throws OrderRefused when nothing was stored and nothing will be sent
   * @throws XaUnavailable when nothing was stored and nothing will be sent, by {@link Mode#XA}
   */
  public void place(Mode mode, NewOrder order) throws OrderRefused, XaUnavailable {
    disk.require();
    OrderAnnouncement placed = commit(mode, order);
    if (mode == Mode.PLAIN) {
      // What dies or fails before this leaves an order that no other system ever hears of.
      announcements.send(connections, placed);
    }
  }

  private OrderAnnouncement commit(Mode mode, NewOrder order) throws OrderRefused, XaUnavailable {
    try {
      return transaction.place(mode, order);
    } catch (RuntimeException e) {
      if (mode == Mode.XA && isXaRefused(e)) {
        throw new XaUnavailable(e);
      }
      throw e;
    }
  }

  private boolean isXaRefused(RuntimeException failure) {
    try {
      return participation.isRefused();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /** The order of this id, with what has come of it so far. */
  public Optional<Order> find(UUID id) {
    return sql.first(
            "SELECT mode, customer, total, placed_at FROM transaction_order WHERE id = ?",
            row ->
                new Order(
                    id,
                    Mode.valueOf(row.getString(1)),
                    row.getString(2),
                    row.getBigDecimal(3),
                    Sql.instant(row, 4),
                    Map.of()),
            id)
        .map(order -> order.with(effects(id)));
  }

  private Map<DownstreamSystem, Instant> effects(UUID order) {
    Map<DownstreamSystem, Instant> done = new EnumMap<>(DownstreamSystem.class);
    sql.list(
            "SELECT system, min(at) FROM transaction_effect WHERE order_id = ? GROUP BY system",
            row -> Map.entry(DownstreamSystem.valueOf(row.getString(1)), Sql.instant(row, 2)),
            order)
        .forEach(effect -> done.put(effect.getKey(), effect.getValue()));
    return done;
  }
}
