package dev.halfway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.bus.BusOrders.Locked;
import dev.halfway.bus.BusOrders.Source;
import dev.halfway.bus.OrderProgress.Effect;
import dev.halfway.persistence.OneConnection;
import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of orders, where there is one connection for all that is asked. */
class BusOrdersTest {

  private static final Instant AT = Instant.parse("2026-11-28T10:15:30Z");

  private final OneConnection database;
  private final BusOrders orders = new BusOrders();
  private final UUID id = UUID.randomUUID();

  BusOrdersTest() throws SQLException {
    database = new OneConnection();
  }

  @BeforeEach
  void anOrder() {
    Injected.into(orders, "sql", new Sql(database.dataSource()));
    orders.insert(id, new NewBusOrder("game", List.of(1, 2), new BigDecimal("2.50")), AT);
  }

  @AfterEach
  void forgetIt() {
    database.close();
  }

  @Test
  void anOrderIsFoundWithItsHistory() {
    orders.step(id, 0, OrderState.CREATED, new Source("centre", null), AT);
    orders.ignore(id, new TicketIssued(id, "T-1"), Effect.EARLY, "message", AT);

    BusOrder found = orders.find(id).orElseThrow();

    assertThat(found.history())
        .containsExactly(new BusOrder.Step(OrderState.CREATED, AT, "centre", null));
    assertThat(found.ignored()).extracting(BusOrder.Ignored::fact).containsExactly("TicketIssued");
    assertThat(orders.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void anOrderWhoseGameIsDrawnIsLockedWithWhatWasDrawn() {
    assertThat(orders.lock(id).map(Locked::drawn)).isEmpty();
    orders.close(new Draw("game", List.of(7, 8), AT));
    Locked locked = orders.lock(id).orElseThrow();
    orders.save(id, locked.progress().learn(new GameOver(id)), null, null);

    assertThat(orders.lock(id).map(Locked::drawn)).contains(List.of(7, 8));
  }
}
