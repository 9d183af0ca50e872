package dev.halfway.ra.portability;

import dev.halfway.ra.lab.Manual;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ActiveMQ Classic with KahaDB, configured as the manual says. */
final class ActiveMqClassic extends BrokerProcess {

  private static final String SECTION = "## ActiveMQ Classic";
  private static final Path JARS = built("activemq-classic");

  private final ConnectionFactory connections = client("");

  /** The client of the adapter needs no such trust: it does not read bodies. */
  private final ConnectionFactory receivers = client("&jms.trustAllPackages=true");

  private ConnectionFactory client(String further) {
    return ForeignClient.of(JARS)
        .make(
            "org.apache.activemq.ActiveMQConnectionFactory",
            Manual.page("brokers.md")
                    .blockAfter(SECTION, "text")
                    .replace("localhost:61616", "127.0.0.1:" + port())
                + further);
  }

  /** The client as it is without the manual. */
  ConnectionFactory withItsDefaults() {
    return ForeignClient.of(JARS)
        .make("org.apache.activemq.ActiveMQConnectionFactory", "tcp://127.0.0.1:" + port());
  }

  @Override
  public ConnectionFactory receivers() {
    return receivers;
  }

  @Override
  public ConnectionFactory connections() {
    return connections;
  }

  @Override
  public String expired() {
    return "ActiveMQ.DLQ";
  }

  @Override
  boolean makesQueues() {
    return true;
  }

  @Override
  ProcessBuilder command() throws IOException {
    Path xml = folder().resolve("activemq.xml");
    Files.writeString(
        xml,
        Manual.page("brokers.md")
            .blockAfter(SECTION, "xml")
            .replace("127.0.0.1:61616", "127.0.0.1:" + port()));
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-Dactivemq.data=" + folder().resolve("data"),
        "-classpath",
        JARS + "/*:" + built("test-classes"),
        ActiveMqClassic.class.getName() + "$Main",
        "xbean:" + xml.toUri());
  }

  /** The process, which knows the broker by name only: its jars are nowhere else. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
      Object broker =
          Class.forName("org.apache.activemq.broker.BrokerFactory")
              .getMethod("createBroker", String.class, boolean.class)
              .invoke(null, arguments[0], true);
      broker.getClass().getMethod("waitUntilStopped").invoke(broker);
    }
  }
}
