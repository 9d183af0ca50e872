package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Elasticsearch or OpenSearch, one node. */
final class RealSearchEngine implements RealSystem {

  private static final String INDEX = "halfway-events";

  /** As it is by itself. */
  static final String NO_LIMIT = "100mb";

  private final String node;
  private final String longestRequest;
  private final Path folder;
  private final int port = Ports.free();
  private final int transportPort = Ports.free();
  private final Client client = Client.of(URI.create("http://127.0.0.1:" + port + "/"));
  private final JavaProcess process;

  private RealSearchEngine(String module, String node, String longestRequest) {
    this.node = node;
    this.longestRequest = longestRequest;
    this.folder = Folders.empty(Path.of(module).toAbsolutePath());
    Folders.empty(folder.resolve("config"));
    this.process = new JavaProcess(module, folder);
    start();
  }

  /** Elasticsearch that has no data, and runs. */
  static RealSearchEngine elasticsearch(String longestRequest) {
    return new RealSearchEngine(
        "elasticsearch", "dev.halfway.systems.ElasticsearchNode", longestRequest);
  }

  /** OpenSearch that has no data, and runs. */
  static RealSearchEngine openSearch(String longestRequest) {
    return new RealSearchEngine("opensearch", "dev.halfway.systems.OpenSearchNode", longestRequest);
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
        node,
        folder.toString(),
        String.valueOf(port),
        String.valueOf(transportPort),
        longestRequest,
        process.target().resolve("modules").toString());
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

  /** Has the index take nothing more, or take it again. */
  void block(boolean blocked) {
    Answer answer =
        client.put(INDEX + "/_settings", "{\"index.blocks.write\":%s}".formatted(blocked));
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
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
