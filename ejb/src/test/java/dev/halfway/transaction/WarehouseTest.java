package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.audit.Audits;
import dev.halfway.persistence.Migrations;
import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarehouseTest {

  private final JdbcDataSource database = new JdbcDataSource();
  private final Warehouse warehouse = new Warehouse();
  private Connection connection;

  @BeforeEach
  void tables() throws SQLException {
    database.setUrl(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    connection = database.getConnection();
    Migrations.migrate(database);
    Sql sql = new Sql(database);
    Injected.into(warehouse, "sql", sql);
    Injected.into(warehouse, "audit", Audits.on(sql));
  }

  @AfterEach
  void forgetThem() throws SQLException {
    connection.close();
  }

  @Test
  void keepsTheStockThatWasSetLast() throws Exception {
    assertThat(warehouse.find("tea")).isEmpty();
    assertThat(warehouse.keep("tea", 5, "ada")).isEqualTo(new Item("tea", 5, 0));
    assertThat(warehouse.keep("tea", 3, "ada")).isEqualTo(new Item("tea", 3, 0));
    assertThat(warehouse.find("tea")).contains(new Item("tea", 3, 0));
  }

  @Test
  void keepsNoLessThanIsReserved() throws Exception {
    warehouse.keep("tea", 5, "ada");
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE transaction_item SET reserved = 4");
    }

    assertThatThrownBy(() -> warehouse.keep("tea", 3, "ada"))
        .isInstanceOf(StockBelowReserved.class)
        .hasMessage("4 of tea are ordered and have not left yet");
    assertThat(warehouse.find("tea")).contains(new Item("tea", 5, 4));
    assertThat(warehouse.keep("tea", 4, "ada").available()).isZero();
  }
}
