package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** HBase on a folder, with its REST gateway. */
final class RealHBase implements RealSystem {

  private static final int PAGE = 10_000;

  /** Bytes of a cell that its gateway takes: less than an event may have. */
  private static final int MAX_VALUE = 40_000;

  private final Path folder = Path.of("hbase").toAbsolutePath();
  private final int zookeeperPort = Ports.free();
  private final int restPort = Ports.free();
  private final Client client = Client.of(URI.create("http://127.0.0.1:" + restPort + "/"));
  private final JavaProcess master = new JavaProcess("hbase", folder);
  private final JavaProcess rest = new JavaProcess("hbase", folder);

  private RealHBase() {}

  /** One that has no data, and runs. */
  static RealHBase fresh() {
    RealHBase hbase = new RealHBase();
    hbase.configure();
    hbase.start();
    return hbase;
  }

  private void configure() {
    Folders.empty(folder);
    StringBuilder properties = new StringBuilder();
    Map.of(
            "hbase.rootdir", "file://" + folder.resolve("data"),
            "hbase.tmp.dir", folder.resolve("tmp").toString(),
            "hbase.zookeeper.property.dataDir", folder.resolve("zookeeper").toString(),
            "hbase.zookeeper.property.clientPort", String.valueOf(zookeeperPort),
            "hbase.zookeeper.quorum", "127.0.0.1",
            "hbase.unsafe.stream.capability.enforce", "false",
            "hbase.master.port", String.valueOf(Ports.free()),
            "hbase.regionserver.port", String.valueOf(Ports.free()),
            "hbase.rest.port", String.valueOf(restPort),
            "hbase.rest.host", "127.0.0.1")
        .forEach((name, value) -> properties.append(property(name, value)));
    properties.append(property("hbase.client.keyvalue.maxsize", String.valueOf(MAX_VALUE)));
    for (String name :
        List.of("hbase.master.info.port", "hbase.regionserver.info.port", "hbase.rest.info.port")) {
      properties.append(property(name, "-1"));
    }
    for (String name :
        List.of(
            "hbase.master.hostname",
            "hbase.regionserver.hostname",
            "hbase.master.ipc.address",
            "hbase.regionserver.ipc.address")) {
      properties.append(property(name, "localhost"));
    }
    try {
      Files.writeString(
          folder.resolve("hbase-site.xml"), "<configuration>" + properties + "</configuration>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String name, String value) {
    return "<property><name>%s</name><value>%s</value></property>".formatted(name, value);
  }

  @Override
  public String sink() {
    return "hbase";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("halfway.hub.hbase.url", "http://127.0.0.1:" + restPort);
  }

  /** Where its clients find it. */
  String quorum() {
    return "127.0.0.1:" + zookeeperPort;
  }

  @Override
  public void start() {
    master.start("org.apache.hadoop.hbase.master.HMaster", "start");
    rest.start("org.apache.hadoop.hbase.rest.RESTServer", "start");
    master.await(this::answers);
  }

  private boolean answers() {
    return client.get("status/cluster").status() == 200;
  }

  /** Makes a table. */
  void makeTable(String name, String... families) {
    StringBuilder columns = new StringBuilder();
    for (String family : families) {
      columns.append(columns.isEmpty() ? "" : ",").append("{\"name\":\"" + family + "\"}");
    }
    Answer answer =
        client.send(
            client
                .request(name + "/schema")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"name\":\"%s\",\"ColumnSchema\":[%s]}".formatted(name, columns)))
                .build());
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer.text());
    }
  }

  @Override
  public List<String> ids(String prefix) {
    List<String> ids = new ArrayList<>();
    String from = prefix;
    List<String> page;
    do {
      page = page(from, prefix + "~");
      ids.addAll(page);
      from = page.isEmpty() ? from : page.get(page.size() - 1) + "\0";
    } while (page.size() == PAGE);
    return ids;
  }

  private List<String> page(String from, String to) {
    Answer answer =
        client.send(
            client
                .request(
                    "halfway_events/*?column=e:json&limit=%d&startrow=%s&endrow=%s"
                        .formatted(PAGE, encoded(from), encoded(to)))
                .header("Accept", "application/json")
                .GET()
                .build());
    List<String> ids = new ArrayList<>();
    if (answer.status() == 200) {
      for (JsonNode row : answer.json().path("Row")) {
        ids.add(
            new String(
                Base64.getDecoder().decode(row.get("key").asText()), StandardCharsets.UTF_8));
      }
    }
    return ids;
  }

  private static String encoded(String row) {
    return URLEncoder.encode(row, StandardCharsets.UTF_8);
  }

  @Override
  public void kill() {
    rest.kill();
    master.kill();
  }

  @Override
  public void close() {
    rest.stop();
    master.stop();
  }
}
