package dev.halfway.systems;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One node, without the scripts of its distribution: {@code ElasticsearchNode <folder> <port>
 * <transport port> <longest request> <folder of modules>}.
 */
final class ElasticsearchNode {

  private ElasticsearchNode() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    LogConfigurator.configureESLogging();
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
            // Read in parts, as they are since version 8.16, bulk requests have no limit.
            .put("rest.incremental_bulk", "false")
            // A full disk of the machine that tests is no matter.
            .put("cluster.routing.allocation.disk.threshold_enabled", "false")
            .build();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node");
    Node node =
        new Node(
            environment,
            PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(Path.of(arguments[4])),
                Set.of(),
                Map.of(),
                false));
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
