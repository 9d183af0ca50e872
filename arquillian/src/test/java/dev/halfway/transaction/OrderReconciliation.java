package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.database.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares orders with effects, in a PostgreSQL that it asks itself, whatever anybody was told.
 *
 * @param rows past any proxy
 */
record OrderReconciliation(Rows rows) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final String EFFECTS =
      "(SELECT count(DISTINCT system) FROM transaction_effect e WHERE e.order_id = o.id)";

  /** Waits until nothing is on its way or in doubt by any mode. */
  void awaitSettled(Client client) {
    await("every order is settled")
        .atMost(PATIENCE)
        .during(QUIET)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(unsettled(client)).isEmpty());
  }

  /**
   * Waits until all is settled, and fails when an order that was promised is not there, or when
   * another mode than PLAIN has lost an effect, or any has invented or repeated one.
   */
  void assertKept(Client client, Collection<String> promised) {
    awaitSettled(client);
    System.out.println("orders " + orders() + ", without effects " + lost());
    assertThat(ids()).as("orders that were promised").containsAll(promised);
    assertThat(phantoms()).isEmpty();
    assertThat(duplicates()).isEmpty();
    assertThat(lost().keySet()).isSubsetOf(Mode.PLAIN);
  }

  private List<String> unsettled(Client client) {
    List<String> found = new ArrayList<>();
    for (JsonNode queue : Ordering.expect(client.get("api/queues"))) {
      String name = queue.get("name").asText();
      boolean carries = name.startsWith("halfway.transaction-") || name.startsWith("halfway.half.");
      if (carries && !name.endsWith(".control") && queue.get("depth").asInt() > 0) {
        found.add(name + ": " + queue.get("depth"));
      }
    }
    Ordering.expect(client.get("api/transaction/in-doubt"))
        .forEach(half -> found.add(half.toString()));
    rows.texts("SELECT gid FROM pg_prepared_xacts").forEach(gid -> found.add("prepared: " + gid));
    rows.texts("SELECT message FROM transaction_outbox")
        .forEach(one -> found.add("outbox: " + one));
    return found;
  }

  /** Orders that are there and lack an effect, by mode. */
  Map<Mode, Integer> lost() {
    return byMode("SELECT mode, count(*) FROM transaction_order o WHERE " + EFFECTS + " < 3");
  }

  /** How many orders are there, by mode. */
  Map<Mode, Integer> orders() {
    return byMode("SELECT mode, count(*) FROM transaction_order o WHERE true");
  }

  private Map<Mode, Integer> byMode(String query) {
    Map<Mode, Integer> counts = new TreeMap<>();
    rows.each(
        query + " GROUP BY mode", row -> counts.put(Mode.valueOf(row.getString(1)), row.getInt(2)));
    return counts;
  }

  /** Effects of orders that are not there. */
  Set<String> phantoms() {
    return rows.texts(
        "SELECT customer || ' ' || order_id FROM transaction_effect e"
            + " WHERE NOT EXISTS (SELECT 1 FROM transaction_order o WHERE o.id = e.order_id)");
  }

  /** Effects that an order has had more than once. */
  Set<String> duplicates() {
    return rows.texts(
        "SELECT customer || ' ' || order_id || ' ' || system || ' ' || count(*)"
            + " FROM transaction_effect GROUP BY customer, order_id, system HAVING count(*) > 1");
  }

  /** The ids of all orders. */
  Set<String> ids() {
    return rows.texts("SELECT id::text FROM transaction_order");
  }

  /** The ids of a customer's orders. */
  Set<String> idsOf(String customer) {
    return rows.texts(
        "SELECT id::text FROM transaction_order WHERE customer = '%s'".formatted(customer));
  }

  /** The systems that have had their effect for a customer's orders, once for each. */
  List<String> effectsOf(String customer) {
    List<String> systems = new ArrayList<>();
    rows.each(
        "SELECT system FROM transaction_effect WHERE customer = '%s' ORDER BY system"
            .formatted(customer),
        row -> systems.add(row.getString(1)));
    return systems;
  }
}
