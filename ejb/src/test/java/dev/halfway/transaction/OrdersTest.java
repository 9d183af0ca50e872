package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.OneConnection;
import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrdersTest {

  @Test
  void anOrderIsFoundWithItsEffectsByOneConnection() throws SQLException {
    try (OneConnection database = new OneConnection()) {
      Sql sql = new Sql(database.dataSource());
      Orders orders = new Orders();
      Injected.into(orders, "sql", sql);
      UUID id = UUID.randomUUID();
      sql.update(
          "INSERT INTO transaction_order VALUES (?, 'HALF', 'ada', 8.40, CURRENT_TIMESTAMP)", id);
      sql.update(
          "INSERT INTO transaction_effect VALUES (?, 'CART', 'ada', 'message', CURRENT_TIMESTAMP)",
          id);

      Order found = orders.find(id).orElseThrow();

      assertThat(found.customer()).isEqualTo("ada");
      assertThat(found.effects()).containsOnlyKeys(DownstreamSystem.CART);
      assertThat(orders.find(UUID.randomUUID())).isEmpty();
    }
  }
}
