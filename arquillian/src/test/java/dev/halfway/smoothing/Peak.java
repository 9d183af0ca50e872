package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Rows;
import dev.halfway.load.OpenLoad;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A sale that many come to at once, and what the database has of it in the end.
 *
 * @param item on sale
 * @param rows of the server's database
 */
public record Peak(Client client, String item, Rows rows) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Puts the item on sale. */
  public void offering(int stock) {
    Answer answer = client.put("api/smoothing/items/" + item, "{\"stock\":%d}".formatted(stock));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** Orders of one each, so many per second for so long. */
  public CompletableFuture<OpenLoad.Result> orders(int perSecond, Duration duration) {
    return OpenLoad.start(perSecond, duration, () -> order("api/smoothing/orders"));
  }

  /** One order, as a single caller places it. */
  public Answer order() {
    return client.post("api/smoothing/orders", body());
  }

  /** The same past the queue. */
  public CompletableFuture<OpenLoad.Result> directOrders(int perSecond, Duration duration) {
    return OpenLoad.start(perSecond, duration, () -> order("api/smoothing/orders?direct=true"));
  }

  private HttpRequest.Builder order(String path) {
    return client
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body()));
  }

  private String body() {
    return "{\"item\":\"%s\",\"quantity\":1,\"buyer\":\"ada\"}".formatted(item);
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
    Answer answer = client.get("api/queues");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    for (var queue : answer.json()) {
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
        .until(() -> workedOff() >= number);
  }

  /** How many orders of the item were worked off. */
  public int workedOff() {
    return rows.number(count());
  }

  /** How many were worked off in each second from then on. */
  public List<Integer> workedOffPerSecond(Instant start, Duration duration) {
    List<Integer> perSecond = new ArrayList<>();
    for (int second = 0; second < duration.toSeconds(); second++) {
      perSecond.add(
          rows.number(
              "%s AND done_at >= '%s' AND done_at < '%s'"
                  .formatted(count(), start.plusSeconds(second), start.plusSeconds(second + 1L))));
    }
    return perSecond;
  }

  /** How many orders of the item ended how, as the database has it. */
  public Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (String state : Set.of("CONFIRMED", "SOLD_OUT")) {
      outcomes.put(state, rows.number(count() + " AND state = '" + state + "'"));
    }
    return outcomes;
  }

  private String count() {
    return "SELECT count(*) FROM smoothing_order WHERE item = '" + item + "'";
  }

  /** What the item's row says is sold. */
  public int sold() {
    return rows.number("SELECT sold FROM smoothing_item WHERE name = '" + item + "'");
  }

  /**
   * Those of these orders that the database has no row of: whoever placed them was told they had.
   */
  public Set<String> missing(Collection<String> locations) {
    Set<String> ids =
        locations.stream()
            .map(location -> location.substring(location.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(HashSet::new));
    ids.removeAll(rows.texts("SELECT id FROM smoothing_order WHERE item = '" + item + "'"));
    return ids;
  }
}
