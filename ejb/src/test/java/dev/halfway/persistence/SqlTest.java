package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTest {

  private static final Instant TIME = Instant.parse("2026-03-29T01:30:00.123456Z");

  private Sql sql;

  @BeforeEach
  void aTable() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
    sql = new Sql(database);
    sql.update(
        "CREATE TABLE one (number int PRIMARY KEY, text varchar(9), amount numeric(9, 2),"
            + " id uuid, at timestamp with time zone)");
  }

  @Test
  void storesInstantsAndConstantsAndNothing() {
    UUID id = UUID.randomUUID();
    assertThat(
            sql.update(
                "INSERT INTO one VALUES (?, ?, ?, ?, ?)",
                1,
                TimeUnit.HOURS,
                new BigDecimal("1.50"),
                id,
                TIME))
        .isOne();
    sql.update("INSERT INTO one VALUES (2, ?, ?, ?, ?)", null, null, null, null);

    assertThat(
            sql.list(
                "SELECT text, amount, id, at FROM one ORDER BY number",
                row ->
                    List.of(
                        String.valueOf(row.getString(1)),
                        String.valueOf(row.getBigDecimal(2)),
                        String.valueOf(row.getObject(3)),
                        String.valueOf(Sql.instantOrNull(row, 4)))))
        .containsExactly(
            List.of("HOURS", "1.50", id.toString(), TIME.toString()),
            List.of("null", "null", "null", "null"));
    assertThat(sql.first("SELECT at FROM one", row -> Sql.instant(row, 1))).contains(TIME);
  }

  @Test
  void changesRowsOnceForEachThing() {
    assertThat(
            sql.batch(
                "INSERT INTO one (number) VALUES (?)", List.of(3, 4), it -> new Object[] {it}))
        .containsExactly(1, 1);
    assertThat(
            sql.batch(
                "UPDATE one SET text = 'x' WHERE number = ?",
                List.of(4, 5),
                it -> new Object[] {it}))
        .containsExactly(1, 0);
    assertThat(sql.number("SELECT count(*) FROM one WHERE text = ?", "x")).isOne();
  }

  @Test
  void asksTheDatabaseNothingWhereThereIsNothingToDo() {
    assertThat(sql.batch("this is no SQL", List.of(), it -> new Object[] {it})).isEmpty();
  }

  @Test
  void saysWhetherThereIsARow() {
    assertThat(sql.any("SELECT 1 FROM one")).isFalse();
    sql.update("INSERT INTO one (number) VALUES (6)");
    assertThat(sql.any("SELECT 1 FROM one WHERE number = ?", 6)).isTrue();
    assertThat(sql.first("SELECT 1 FROM one WHERE number = 7", row -> 1)).isEmpty();
  }

  @Test
  void refusesAStatementAmidAnotherAndGoesOnThen() {
    sql.update("INSERT INTO one (number) VALUES (9)");

    assertThatThrownBy(
            () -> sql.list("SELECT number FROM one", row -> sql.number("SELECT count(*) FROM one")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("\"SELECT count(*) FROM one\" is asked for amid \"SELECT number FROM one\"");
    assertThatThrownBy(
            () ->
                sql.batch(
                    "UPDATE one SET text = ?",
                    List.of(1),
                    it -> new Object[] {sql.any("SELECT 1 FROM one")}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sql.number("SELECT number FROM one")).isEqualTo(9);
  }

  @Test
  void failsWithWhatTheDatabaseSays() {
    sql.update("INSERT INTO one (number) VALUES (8)");

    assertThatThrownBy(() -> sql.update("INSERT INTO one (number) VALUES (?)", 8))
        .isInstanceOf(EJBException.class)
        .hasMessageContaining("primary key")
        .hasCauseInstanceOf(SQLException.class);
  }
}
