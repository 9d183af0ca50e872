package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.server.Client;
import dev.halfway.server.Client.Answer;
import dev.halfway.server.Folders;
import dev.halfway.server.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OpenSearch, one node. */
final class RealOpenSearch implements RealSystem {

  private static final String INDEX = "halfway-events";

  private final Path folder = Path.of("opensearch").toAbsolutePath();
  private final int port = Ports.free();
  private final int transportPort = Ports.free();
  private final Client client = Client.of(URI.create("http://127.0.0.1:" + port + "/"));
  private final JavaProcess process = new JavaProcess("opensearch", folder);

  private RealOpenSearch() {}

  /** One that has no data, and runs. */
  static RealOpenSearch fresh() {
    RealOpenSearch search = new RealOpenSearch();
    Folders.empty(search.folder);
    Folders.empty(search.folder.resolve("config"));
    search.start();
    return search;
  }

  @Override
  public String sink() {
    return "elasticsearch";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("halfway.hub.elasticsearch.url", "http://127.0.0.1:" + port);
  }

  @Override
  public void start() {
    process.start(
        "dev.halfway.systems.OpenSearchNode",
        folder.toString(),
        String.valueOf(port),
        String.valueOf(transportPort));
    process.await(this::answers);
  }

  private boolean answers() {
    return client.get("_cluster/health").status() == 200;
  }

  @Override
  public List<String> ids(String prefix) {
    if (client.post(INDEX + "/_refresh", "").status() == 404) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    Answer page =
        client.post(
            INDEX + "/_search?scroll=1m",
            "{\"size\":5000,\"_source\":false,\"query\":{\"prefix\":{\"id.keyword\":\"%s\"}}}"
                .formatted(prefix));
    while (!hits(page).isEmpty()) {
      hits(page).forEach(hit -> ids.add(hit.get("_id").asText()));
      page =
          client.post(
              "_search/scroll",
              "{\"scroll\":\"1m\",\"scroll_id\":\"%s\"}"
                  .formatted(page.json().get("_scroll_id").asText()));
    }
    return ids;
  }

  private static JsonNode hits(Answer page) {
    if (page.status() != 200) {
      throw new AssertionError(page.text());
    }
    return page.json().at("/hits/hits");
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
  }
}
