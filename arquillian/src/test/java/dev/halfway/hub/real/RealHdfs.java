package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HDFS: a name node and a data node. */
final class RealHdfs implements RealSystem {

  private static final String PATH = "/halfway/events";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final Path folder = Path.of("hdfs").toAbsolutePath();
  private final int port = Ports.free();
  private final int httpPort = Ports.free();
  private final Client client = Client.of(URI.create("http://127.0.0.1:" + httpPort + "/"));
  private final JavaProcess process = new JavaProcess("hdfs", folder);

  private @Nullable LimitingProxy proxy;

  private RealHdfs() {}

  /** One that has no data, and runs. */
  static RealHdfs fresh() {
    RealHdfs hdfs = new RealHdfs();
    Folders.empty(hdfs.folder);
    hdfs.start();
    return hdfs;
  }

  /** The same, which the hub speaks with through a proxy. */
  static RealHdfs behindAProxy(int longestRequest) {
    RealHdfs hdfs = fresh();
    hdfs.proxy = LimitingProxy.before(URI.create(hdfs.direct()), longestRequest);
    return hdfs;
  }

  private String direct() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** How many requests were too long for the proxy. */
  int refused() {
    return proxy == null ? 0 : proxy.refused();
  }

  @Override
  public String sink() {
    return "hadoop";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "halfway.hub.hadoop.url",
        proxy == null ? direct() : proxy.address(),
        "halfway.hub.hadoop.user",
        "hub");
  }

  /** Where the files are, for those who read them by HDFS' own protocol. */
  String address() {
    return "hdfs://127.0.0.1:" + port + PATH;
  }

  @Override
  public void start() {
    process.start(
        "dev.halfway.systems.HdfsCluster",
        folder.toString(),
        String.valueOf(port),
        String.valueOf(httpPort));
    process.await(this::answers);
  }

  /** Whether it is out of the safe mode that it starts in. */
  private boolean answers() {
    return client
            .send(
                client
                    .request("webhdfs/v1/ready?op=MKDIRS&user.name=hub")
                    .PUT(BodyPublishers.noBody())
                    .build())
            .status()
        == 200;
  }

  @Override
  public List<String> ids(String prefix) {
    List<String> ids = new ArrayList<>();
    for (JsonNode day : list(PATH)) {
      String name = day.get("pathSuffix").asText();
      if (!name.startsWith("_")) {
        for (JsonNode file : list(PATH + "/" + name)) {
          Matcher id = ID.matcher(read(PATH + "/" + name + "/" + file.get("pathSuffix").asText()));
          while (id.find()) {
            if (id.group(1).startsWith(prefix)) {
              ids.add(id.group(1));
            }
          }
        }
      }
    }
    return ids;
  }

  private JsonNode list(String path) {
    return client.get("webhdfs/v1" + path + "?op=LISTSTATUS").json().at("/FileStatuses/FileStatus");
  }

  private String read(String file) {
    Answer place = client.get("webhdfs/v1" + file + "?op=OPEN&noredirect=true");
    Answer content = client.get(place.json().get("Location").asText());
    if (content.status() != 200) {
      throw new AssertionError(content.text());
    }
    return content.text();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
    process.stop();
  }
}
