package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.half.Ledger.Entry;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Received;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Compares what is in the database with what was delivered, transaction by transaction, whatever
 * anybody was told: each message exactly once where the row is there, and never where it is not.
 *
 * <p>It asks the database itself, which is PostgreSQL. It keeps what was delivered, so one for all
 * tests on a database also sees what comes a second time later.
 */
final class Reconciliation {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofMillis(500);

  private final DataSource database;
  private final Ledger ledger;
  private final List<Received> delivered = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();

  /**
   * Nothing compared yet.
   *
   * @param database the one that the probe's rows are in, past any proxy
   * @param ledger of all transactions that there are
   */
  Reconciliation(DataSource database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /**
   * Waits until nothing is in doubt or on its way, and compares.
   *
   * @param client of a Halfway that works, for what is in the queues
   */
  void settle(Client client, HalfProbe probe) {
    settle(HalfMessagesLeft.toldBy(client), probe::receiveAll);
  }

  /**
   * The same, of any server.
   *
   * @param received takes what was delivered since the last time
   */
  void settle(HalfMessagesLeft left, Supplier<List<Received>> received) {
    await("every half message is settled")
        .atMost(PATIENCE)
        .during(QUIET)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(unsettled(left)).isEmpty());
    delivered.addAll(received.get());
    compare();
  }

  private List<String> unsettled(HalfMessagesLeft left) {
    List<String> found = new ArrayList<>(left.list());
    if (!query("SELECT mode FROM pg_locks WHERE relation = 'probe'::regclass").isEmpty()) {
      found.add("a transaction has its row in its hands");
    }
    return found;
  }

  private void compare() {
    Set<String> rows = rows();
    Map<String, List<String>> texts = new TreeMap<>();
    delivered.forEach(
        one -> texts.computeIfAbsent(one.script(), id -> new ArrayList<>()).add(one.text()));
    List<String> wrong = new ArrayList<>();
    for (Entry entry : ledger.entries()) {
      String id = entry.script().id();
      List<String> expected =
          rows.contains(id)
              ? IntStream.range(0, entry.script().messages())
                  .mapToObj(entry.script()::text)
                  .sorted()
                  .toList()
              : List.of();
      List<String> found = texts.getOrDefault(id, List.of()).stream().sorted().toList();
      if (!found.equals(expected)) {
        wrong.add(fault(found, expected) + " " + found + " for " + expected + ", " + entry);
      }
      texts.remove(id);
    }
    texts.forEach((id, found) -> wrong.add("of no transaction: " + found));
    Set<String> halves = new HashSet<>();
    for (Received one : delivered) {
      if (one.transaction() == null || !halves.add(one.halfMessage())) {
        wrong.add("not the only message with its half message's id: " + one);
      }
    }
    // What one test has found is not the fault of the next one.
    wrong.removeIf(fault -> !reported.add(fault));
    assertThat(wrong).as(figures(rows)).isEmpty();
  }

  private static String fault(List<String> found, List<String> expected) {
    if (expected.isEmpty()) {
      return "PHANTOM";
    }
    return found.size() < expected.size() ? "LOST" : "REPEATED";
  }

  /** What there is, in one line. */
  String figures() {
    return figures(rows());
  }

  private String figures(Set<String> rows) {
    Map<Told, Integer> told = new TreeMap<>();
    ledger.entries().forEach(entry -> told.merge(entry.told(), 1, Integer::sum));
    return "%d transactions, told %s; %d rows, %d messages delivered"
        .formatted(ledger.entries().size(), told, rows.size(), delivered.size());
  }

  /** The ids of all rows, as the database has them now. */
  Set<String> rows() {
    return query("SELECT id FROM probe");
  }

  private Set<String> query(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      Set<String> texts = new HashSet<>();
      while (found.next()) {
        texts.add(found.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
