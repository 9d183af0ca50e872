package dev.halfway.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.wildfly.plugin.tools.Deployment;
import org.wildfly.plugin.tools.DeploymentException;
import org.wildfly.plugin.tools.DeploymentManager;

/**
 * Changes a server that is running. What is changed is in the server's configuration before a
 * method returns, so it survives however the server ends.
 *
 * @param number of the port, on the loopback address
 */
record ManagementPort(int number) {

  private interface Use<T> {
    T of(ModelControllerClient client) throws IOException;
  }

  /** Deploys an archive, in place of one of the same name. */
  void deploy(Archive<?> archive) {
    using(
        client -> {
          try (InputStream content = archive.as(ZipExporter.class).exportAsInputStream();
              Deployment deployment = Deployment.of(content, archive.getName())) {
            DeploymentManager.create(client).forceDeploy(deployment).assertSuccess();
          } catch (DeploymentException e) {
            throw new AssertionError(archive.getName() + " was not deployed", e);
          }
          return archive;
        });
  }

  /** Whether the server has a broker of its own. */
  boolean hasBroker() {
    return using(client -> exists(client, broker()));
  }

  /** Takes an attribute from a datasource, which the server notices at its next start. */
  void undefine(String dataSource, String attribute) {
    ModelNode address =
        new ModelNode().add("subsystem", "datasources").add("data-source", dataSource);
    using(
        client -> {
          succeeded(
              client.execute(Operations.createUndefineAttributeOperation(address, attribute)));
          return attribute;
        });
  }

  /** Adds a queue to the server's own broker, unless it is there. */
  void addQueue(String name) {
    ModelNode queue = broker().add("jms-queue", name);
    using(
        client -> {
          if (!exists(client, queue)) {
            ModelNode add = Operations.createAddOperation(queue);
            add.get("entries").add("java:/jms/" + name);
            succeeded(client.execute(add));
          }
          return name;
        });
  }

  /** Takes a queue, and what is in it, from the server's own broker. */
  void removeQueue(String name) {
    ModelNode remove = Operations.createRemoveOperation(broker().add("jms-queue", name));
    using(client -> succeeded(client.execute(remove)));
  }

  /** How many messages have come into a queue of the server's own broker since its start. */
  long messagesAdded(String queue) {
    ModelNode read =
        Operations.createReadAttributeOperation(broker().add("jms-queue", queue), "messages-added");
    return using(client -> succeeded(client.execute(read)).asLong());
  }

  /** Has the server's own broker refuse messages to a queue while it holds more than so much. */
  void refuseBeyond(String queue, long bytes) {
    ModelNode add =
        Operations.createAddOperation(broker().add("address-setting", "jms.queue." + queue));
    add.get("address-full-policy").set("FAIL");
    add.get("max-size-bytes").set(bytes);
    using(client -> succeeded(client.execute(add)));
  }

  /** Takes all messages out of a queue of the server's own broker. */
  void empty(String queue) {
    ModelNode remove =
        Operations.createOperation("remove-messages", broker().add("jms-queue", queue));
    using(client -> succeeded(client.execute(remove)));
  }

  private static ModelNode succeeded(ModelNode result) {
    if (!Operations.isSuccessfulOutcome(result)) {
      throw new AssertionError(Operations.getFailureDescription(result).asString());
    }
    return Operations.readResult(result);
  }

  private static ModelNode broker() {
    return new ModelNode().add("subsystem", "messaging-activemq").add("server", "default");
  }

  private static boolean exists(ModelControllerClient client, ModelNode address)
      throws IOException {
    return Operations.isSuccessfulOutcome(
        client.execute(Operations.createReadResourceOperation(address)));
  }

  private <T> T using(Use<T> use) {
    try (ModelControllerClient client =
        ModelControllerClient.Factory.create("remote+http", "127.0.0.1", number)) {
      return use.of(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
