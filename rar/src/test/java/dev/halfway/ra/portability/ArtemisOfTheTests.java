package dev.halfway.ra.portability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/** The Artemis on the class path of the tests, which is WildFly's. */
final class ArtemisOfTheTests extends Artemis {

  @Override
  ProcessBuilder command() throws IOException {
    Path printed = project("ear/src/main/broker");
    Path users = folder().resolve("users.properties");
    Path roles = folder().resolve("roles.properties");
    Path xml = folder().resolve("broker.xml");
    // The manual says so: this version does not know it.
    Files.write(
        xml,
        Files.readAllLines(printed.resolve("broker.xml")).stream()
            .filter(line -> !line.contains("<disk-full-policy>"))
            .toList());
    Path login = folder().resolve("login.config");
    Files.copy(printed.resolve("login.config"), login, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(users, USER + "=" + PASSWORD + "\n");
    Files.writeString(roles, "halfway=" + USER + "\n");
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-Dartemis.instance=" + folder(),
        "-Dartemis.instance.etc=" + folder(),
        "-Djava.io.tmpdir=" + folder(),
        "-Djava.security.auth.login.config=" + login,
        "-Dhalfway.broker.role=alone",
        "-Dhalfway.broker.cluster=none",
        "-Dhalfway.broker.acceptor=tcp://127.0.0.1:" + port() + "?protocols=CORE",
        "-Dhalfway.broker.self=tcp://127.0.0.1:" + port(),
        "-Dhalfway.broker.partner=tcp://127.0.0.1:" + port(),
        "-classpath",
        folder() + ":" + System.getProperty("java.class.path"),
        ArtemisOfTheTests.class.getName(),
        xml.toUri().toString());
  }

  /** The process. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setSecurityManager(new ActiveMQJAASSecurityManager("broker"));
    broker.setConfigResourcePath(arguments[0]);
    broker.start();
  }
}
