package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.Migrations;
import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;
import dev.halfway.transaction.DownstreamSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final String MINE = "mine-%";
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123456Z");

  private final JdbcDataSource database = new JdbcDataSource();
  private final Reconciliation reconciliation = new Reconciliation();
  private Connection connection;

  @BeforeEach
  void tables() throws SQLException {
    database.setUrl(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    connection = database.getConnection();
    Migrations.migrate(database);
    Injected.into(reconciliation, "sql", new Sql(database));
    // Of others, and everything is wrong with it.
    order("other-1");
    UUID phantom = UUID.randomUUID();
    effect(phantom, "other-1", DownstreamSystem.CART);
    effect(phantom, "other-1", DownstreamSystem.CART);
  }

  @AfterEach
  void forgetThem() throws SQLException {
    connection.close();
  }

  @Test
  void anOrderWithAllEffectsIsAsItShouldBe() throws SQLException {
    effects(order("mine-1"), "mine-1");

    assertThat(reconciliation.of(MINE, Set.of(), true)).isEqualTo(new Integrity(1, 0, 0, 0, 0));
    assertThat(reconciliation.incomplete(MINE)).isZero();
  }

  @Test
  void anOrderWithoutAnEffectIsLostWhenNothingIsOnItsWayAndUndecidedBefore() throws SQLException {
    order("mine-1");
    effect(order("mine-2"), "mine-2", DownstreamSystem.STOCK);

    assertThat(reconciliation.incomplete(MINE)).isEqualTo(2);
    assertThat(reconciliation.of(MINE, Set.of(), true)).isEqualTo(new Integrity(2, 2, 0, 0, 0));
    assertThat(reconciliation.of(MINE, Set.of(), false)).isEqualTo(new Integrity(2, 0, 0, 0, 2));
  }

  @Test
  void anOrderThatWasPromisedAndIsNotThereIsLost() throws SQLException {
    UUID order = order("mine-1");
    effects(order, "mine-1");

    assertThat(reconciliation.of(MINE, Set.of(order, UUID.randomUUID()), true))
        .isEqualTo(new Integrity(1, 1, 0, 0, 0));
  }

  @Test
  void anEffectOfNoOrderIsAPhantom() throws SQLException {
    UUID nowhere = UUID.randomUUID();
    effects(nowhere, "mine-1");

    assertThat(reconciliation.of(MINE, Set.of(), true)).isEqualTo(new Integrity(0, 0, 1, 0, 0));
  }

  @Test
  void eachEffectBeyondTheFirstIsADuplicate() throws SQLException {
    UUID order = order("mine-1");
    effects(order, "mine-1");
    effect(order, "mine-1", DownstreamSystem.CART);
    effect(order, "mine-1", DownstreamSystem.CART);
    effect(order, "mine-1", DownstreamSystem.POINTS);

    assertThat(reconciliation.of(MINE, Set.of(), true)).isEqualTo(new Integrity(1, 0, 0, 3, 0));
  }

  @Test
  void twoEffectsOfOneSystemDoNotMakeUpForThatOfAnother() throws SQLException {
    UUID order = order("mine-1");
    effect(order, "mine-1", DownstreamSystem.CART);
    effect(order, "mine-1", DownstreamSystem.CART);
    effect(order, "mine-1", DownstreamSystem.POINTS);

    assertThat(reconciliation.of(MINE, Set.of(), true)).isEqualTo(new Integrity(1, 1, 0, 1, 0));
    assertThat(reconciliation.completed(MINE)).isEmpty();
  }

  @Test
  void anOrderIsCompleteWithItsLastEffect() throws SQLException {
    UUID order = order("mine-1");
    effect(order, "mine-1", DownstreamSystem.CART, AT.plusSeconds(2));
    effect(order, "mine-1", DownstreamSystem.POINTS, AT.plusSeconds(3));
    effect(order, "mine-1", DownstreamSystem.STOCK, AT.plusSeconds(1));

    assertThat(reconciliation.completed(MINE)).containsOnlyKeys(order);
    assertThat(reconciliation.completed(MINE)).containsValue(AT.plusSeconds(3));
  }

  private UUID order(String customer) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO transaction_order (id, mode, customer, total, placed_at)"
                + " VALUES (?, 'HALF', ?, 1, now())")) {
      insert.setObject(1, id);
      insert.setString(2, customer);
      insert.executeUpdate();
    }
    return id;
  }

  private void effects(UUID order, String customer) throws SQLException {
    for (DownstreamSystem system : DownstreamSystem.values()) {
      effect(order, customer, system);
    }
  }

  private void effect(UUID order, String customer, DownstreamSystem system) throws SQLException {
    effect(order, customer, system, AT);
  }

  private void effect(UUID order, String customer, DownstreamSystem system, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO transaction_effect (order_id, system, customer, message, at)"
                + " VALUES (?, ?, ?, 'm', ?)")) {
      insert.setObject(1, order);
      insert.setString(2, system.name());
      insert.setString(3, customer);
      insert.setObject(4, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
