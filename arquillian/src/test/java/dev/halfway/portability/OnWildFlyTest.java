package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.server.AppServer;
import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/** As the build makes it, with the broker outside. */
class OnWildFlyTest extends ServerAcceptanceTest {

  private static final String DEFINITIONS =
      "/subsystem=resource-adapters/resource-adapter=halfway/connection-definitions=";

  @Override
  AppServer server(String name, RemoteArtemis broker, Postgres database, List<String> javaOptions) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.putAll(broker.settings());
    settings.put("halfway.half.lanes", "1");
    return ServerProcess.fresh(name, settings)
        .configuration("standalone-remote.xml")
        .javaOptions(javaOptions);
  }

  /** With what is not there yet: a group with a checker, and commits that wait for delivery. */
  @Override
  HalfProbe probeIn(AppServer server) {
    ServerProcess wildFly = (ServerProcess) server;
    wildFly.cli(
        String.join(
            "\n",
            "batch",
            connectionFactory("Orders"),
            property("Orders", "group", "orders"),
            property("Orders", "settlement", "CHECKER"),
            connectionFactory("Waiting"),
            property("Waiting", "completion", "SYNC"),
            "run-batch",
            "reload"));
    wildFly.awaitReady();
    wildFly.deploy(
        Application.war("java:/jdbc/Halfway")
            .addAsManifestResource(
                new StringAsset(
                    "Manifest-Version: 1.0\nDependencies: deployment.halfway.ear.halfway-rar.rar\n"),
                "MANIFEST.MF"));
    return HalfProbe.of(server.client()).withTables();
  }

  private static String connectionFactory(String name) {
    return DEFINITIONS
        + name
        + ":add(class-name=dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory,jndi-name=java:/jms/"
        + name
        + ",no-recovery=true,tracking=false)";
  }

  private static String property(String factory, String name, String value) {
    return DEFINITIONS + factory + "/config-properties=%s:add(value=%s)".formatted(name, value);
  }
}
