package dev.halfway.ra.portability;

import dev.halfway.ra.lab.Manual;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/** An OpenMQ, installed and configured as the manual says. */
final class OpenMq extends BrokerProcess {

  private static final String SECTION = "## OpenMQ";

  private final ConnectionFactory connections = factory();

  private ConnectionFactory factory() {
    Properties printed = new Properties();
    try {
      printed.load(
          new StringReader(
              Manual.page("brokers.md")
                  .blockAfter(SECTION, "properties")
                  .replace("localhost:7676", "127.0.0.1:" + port())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return ForeignClient.of(built("mq/lib"), "imq.jar")
        .make("com.sun.messaging.ConnectionFactory", printed);
  }

  @Override
  public ConnectionFactory connections() {
    return connections;
  }

  @Override
  public String expired() {
    return "mq.sys.dmq";
  }

  @Override
  boolean makesQueues() {
    return true;
  }

  @Override
  ProcessBuilder command() {
    String script =
        Manual.page("brokers.md")
            .blockAfter(SECTION, "sh")
            .replace("IMQ=~/mq\n", "IMQ=" + built("mq") + "\n")
            .replace("VAR=~/mq-var\n", "VAR=" + folder() + "\n")
            .replace("7676", Integer.toString(port()));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.environment().put("BROKER_PASSWORD", PASSWORD);
    builder.environment().put("IMQ_JAVAHOME", System.getProperty("java.home"));
    return builder;
  }
}
