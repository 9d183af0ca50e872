package dev.halfway.smoothing;

import static org.awaitility.Awaitility.await;

import dev.halfway.server.Client;
import dev.halfway.server.Client.Answer;
import dev.halfway.server.OpenLoad;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A sale that many come to at once, and what the database has of it in the end.
 *
 * @param item on sale
 * @param database of the server, that is asked itself
 */
public record Peak(Client client, String item, DataSource database) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Puts the item on sale. */
  public void offering(int stock) {
    Answer answer = client.put("api/smoothing/items/" + item, "{\"stock\":%d}".formatted(stock));
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
  }

  /** Orders of one each, so many per second for so long. */
  public CompletableFuture<OpenLoad.Result> orders(int perSecond, Duration duration) {
    return OpenLoad.start(perSecond, duration, () -> order("api/smoothing/orders"));
  }

  /** The same past the queue. */
  public CompletableFuture<OpenLoad.Result> directOrders(int perSecond, Duration duration) {
    return OpenLoad.start(perSecond, duration, () -> order("api/smoothing/orders?direct=true"));
  }

  private HttpRequest.Builder order(String path) {
    String body = "{\"item\":\"%s\",\"quantity\":1,\"buyer\":\"ada\"}".formatted(item);
    return client
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Waits until every accepted order is worked off. */
  public void awaitWorkedOff() {
    await("all orders are worked off")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> depth() == 0);
  }

  private int depth() {
    for (var queue : client.get("api/queues").json()) {
      if (queue.get("name").asText().equals("halfway.smoothing.orders")) {
        return queue.get("depth").asInt();
      }
    }
    throw new AssertionError("no queue");
  }

  /** Waits until so many orders of the item are worked off. */
  public void awaitRows(int number) {
    await("orders worked off")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> SlowDatabase.number(database, count()) >= number);
  }

  /** How many orders of the item ended how, as the database has it. */
  public Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (String state : Set.of("CONFIRMED", "SOLD_OUT")) {
      outcomes.put(state, SlowDatabase.number(database, count() + " AND state = '" + state + "'"));
    }
    return outcomes;
  }

  private String count() {
    return "SELECT count(*) FROM smoothing_order WHERE item = '" + item + "'";
  }

  /** What the item's row says is sold. */
  public int sold() {
    return SlowDatabase.number(
        database, "SELECT sold FROM smoothing_item WHERE name = '" + item + "'");
  }

  /**
   * Those of these orders that the database has no row of: whoever placed them was told they had.
   */
  public Set<String> missing(Collection<String> locations) {
    Set<String> ids =
        locations.stream()
            .map(location -> location.substring(location.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(HashSet::new));
    ids.removeAll(
        SlowDatabase.texts(database, "SELECT id FROM smoothing_order WHERE item = '" + item + "'"));
    return ids;
  }
}
