package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import dev.halfway.server.ManagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.arquillian.setup.SnapshotServerSetupTask;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.Operations.CompositeOperationBuilder;
import org.jboss.dmr.ModelNode;
import org.wildfly.plugin.tools.server.ServerManager;

/**
 * Gives the shared server, for one test class, a second connection factory for half messages, of
 * another group, and an XA datasource.
 */
public class MoreResources extends SnapshotServerSetupTask {

  static final String FACTORY = "java:/jms/MoreHalfMessages";
  static final String XA_DATASOURCE = "java:/jdbc/Elsewhere";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ArquillianResource private ServerManager server;

  @Override
  protected void doSetup(ManagementClient client, String containerId)
      throws IOException, InterruptedException {
    ModelNode adapter =
        new ModelNode().add("subsystem", "resource-adapters").add("resource-adapter", "halfway");
    executeOperation(client, factory(adapter));
    executeOperation(client, xaDatasource());
    // The adapter sees a new factory when it starts. Its operation "activate" would start it, but
    // an EAR that it is in WildFly restarts twice then, the second time before the first has ended.
    server.executeReload();
    if (!server.waitFor(PATIENCE.toSeconds())) {
      throw new IOException("the server does not come back after a reload");
    }
    awaitReady();
  }

  /**
   * A server that has not come back by then is killed; ten seconds are too few where others work.
   */
  @Override
  protected long timeout() {
    return PATIENCE.toSeconds();
  }

  @Override
  protected void nonManagementCleanUp() {
    awaitReady();
  }

  private static ModelNode factory(ModelNode adapter) {
    ModelNode address = adapter.clone().add("connection-definitions", "MoreHalfMessages");
    ModelNode add = Operations.createAddOperation(address);
    add.get("class-name").set("dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory");
    add.get("jndi-name").set(FACTORY);
    add.get("no-recovery").set(true);
    ModelNode group =
        Operations.createAddOperation(address.clone().add("config-properties", "group"));
    group.get("value").set("more");
    return CompositeOperationBuilder.create().addStep(add).addStep(group).build().getOperation();
  }

  private static ModelNode xaDatasource() {
    ModelNode address =
        new ModelNode().add("subsystem", "datasources").add("xa-data-source", "Elsewhere");
    ModelNode add = Operations.createAddOperation(address);
    add.get("jndi-name").set(XA_DATASOURCE);
    add.get("driver-name").set("h2");
    add.get("xa-datasource-class").set("org.h2.jdbcx.JdbcDataSource");
    add.get("user-name").set("sa");
    add.get("password").set("unused");
    ModelNode url =
        Operations.createAddOperation(address.clone().add("xa-datasource-properties", "URL"));
    url.get("value").set("jdbc:h2:mem:elsewhere;DB_CLOSE_DELAY=-1");
    return CompositeOperationBuilder.create().addStep(add).addStep(url).build().getOperation();
  }

  private static void awaitReady() {
    await("server").atMost(PATIENCE).until(MoreResources::isReady);
  }

  private static boolean isReady() {
    try {
      return ManagedServer.management().get("health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
