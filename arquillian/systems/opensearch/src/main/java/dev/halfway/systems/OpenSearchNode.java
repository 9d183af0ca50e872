package dev.halfway.systems;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node, without the scripts of its distribution: {@code OpenSearchNode <folder> <port>
 * <transport port> <longest request>}.
 */
final class OpenSearchNode extends Node {

  private OpenSearchNode(Settings settings) {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
        List.of(Netty4Plugin.class),
        false);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Settings settings =
        Settings.builder()
            .put("path.home", folder.toString())
            .put("path.data", folder.resolve("data").toString())
            .put("cluster.name", "halfway")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("http.max_content_length", arguments[3])
            // A full disk of the machine that tests is no matter.
            .put("cluster.routing.allocation.disk.threshold_enabled", "false")
            .build();
    OpenSearchNode node = new OpenSearchNode(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }));
    node.start();
    new CountDownLatch(1).await();
  }
}
