package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.hub.Events;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OpenTSDB on an HBase. It keeps no ids: its points are known by run and time. */
final class RealOpenTsdb implements RealSystem {

  private final Path folder = Path.of("opentsdb").toAbsolutePath();
  private final int port = Ports.free();
  private final Client client = Client.of(URI.create("http://127.0.0.1:" + port + "/"));
  private final JavaProcess process = new JavaProcess("opentsdb", folder);
  private final RealHBase hbase;

  private RealOpenTsdb(RealHBase hbase) {
    this.hbase = hbase;
  }

  /**
   * One that has no data, and runs.
   *
   * @param hbase where it keeps its data; closed with it
   */
  static RealOpenTsdb on(RealHBase hbase) {
    RealOpenTsdb tsdb = new RealOpenTsdb(hbase);
    tsdb.configure();
    tsdb.start();
    return tsdb;
  }

  private void configure() {
    hbase.makeTable("tsdb", "t");
    hbase.makeTable("tsdb-uid", "id", "name");
    hbase.makeTable("tsdb-tree", "t");
    hbase.makeTable("tsdb-meta", "name");
    Folders.empty(folder);
    Path pages = Folders.empty(folder.resolve("static"));
    Path cache = Folders.empty(folder.resolve("cache"));
    try {
      // By itself it tells everything.
      Files.writeString(
          folder.resolve("logback.xml"),
          """
          <configuration>
            <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%d %level %logger %msg%n</pattern></encoder>
            </appender>
            <root level="WARN"><appender-ref ref="console"/></root>
          </configuration>
          """);
      Files.writeString(
          folder.resolve("opentsdb.conf"),
          """
          tsd.network.port=%d
          tsd.network.bind=127.0.0.1
          tsd.http.staticroot=%s
          tsd.http.cachedir=%s
          tsd.core.auto_create_metrics=true
          tsd.http.request.enable_chunked=true
          tsd.http.request.max_chunk=1048576
          tsd.storage.hbase.zk_quorum=%s
          """
              .formatted(port, pages, cache, hbase.quorum()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String sink() {
    return "opentsdb";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("halfway.hub.opentsdb.url", "http://127.0.0.1:" + port);
  }

  @Override
  public void start() {
    process.start("net.opentsdb.tools.TSDMain", "--config=opentsdb.conf");
    process.await(this::answers);
  }

  private boolean answers() {
    return client.get("api/version").status() == 200;
  }

  /** By the times of its points, which tell the numbers of the events. */
  @Override
  public List<String> ids(String prefix) {
    Answer answer =
        client.get(
            "api/query?start=%d&end=%d&ms=true&m=none:latency%%7Brun=%s%%7D"
                .formatted(
                    Events.START.toEpochMilli() - 1,
                    Events.START.toEpochMilli() + 1_000_000,
                    prefix));
    List<String> ids = new ArrayList<>();
    for (JsonNode series : answer.json()) {
      series
          .path("dps")
          .fieldNames()
          .forEachRemaining(
              time -> ids.add(prefix + (Long.parseLong(time) - Events.START.toEpochMilli())));
    }
    return ids;
  }

  /** The values of a tag that a run's series have. */
  List<String> tagValues(String run, String tag) {
    Answer answer =
        client.get(
            "api/query?start=%d&end=%d&ms=true&m=none:latency%%7Brun=%s,%s=*%%7D"
                .formatted(
                    Events.START.toEpochMilli() - 1,
                    Events.START.toEpochMilli() + 1_000_000,
                    run,
                    tag));
    List<String> values = new ArrayList<>();
    answer.json().forEach(series -> values.add(series.at("/tags/" + tag).asText()));
    return values;
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
    hbase.close();
  }
}
