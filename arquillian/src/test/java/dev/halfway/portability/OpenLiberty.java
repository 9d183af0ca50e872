package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.docs.Shell;
import dev.halfway.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Open Liberty, with the lines that the manual prints. */
final class OpenLiberty extends AppServerProcess {

  private static final Path HOME = Path.of(System.getenv("LIBERTY_HOME"));

  private static final String FURTHER =
      "These lines add what an application needs that uses more than";

  private static final String SERVER =
      """
      <server>
        <featureManager>
          <feature>cdi-4.0</feature>
          <feature>enterpriseBeansLite-4.0</feature>
          <feature>jdbc-4.3</feature>
          <feature>jsonp-2.1</feature>
          <feature>persistence-3.1</feature>
          <feature>servlet-6.0</feature>
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <library id="postgresql"><file name="%s"/></library>
        <dataSource jndiName="%s" type="javax.sql.DataSource">
          <jdbcDriver libraryRef="postgresql" javax.sql.DataSource="org.postgresql.ds.PGSimpleDataSource"/>
          <properties.postgresql serverName="localhost" portNumber="%d" databaseName="postgres" user="postgres" password="postgres"/>
        </dataSource>
        <dataSource jndiName="%s" type="javax.sql.DataSource" transactional="false">
          <jdbcDriver libraryRef="postgresql" javax.sql.DataSource="org.postgresql.ds.PGSimpleDataSource"/>
          <properties.postgresql serverName="localhost" portNumber="%d" databaseName="postgres" user="postgres" password="postgres"/>
        </dataSource>
      </server>
      """;

  private final List<String> javaOptions;
  private final RemoteArtemis broker;

  OpenLiberty(
      String name,
      RemoteArtemis broker,
      Postgres database,
      List<String> javaOptions,
      Map<String, String> properties) {
    super(name, Ports.free());
    this.broker = broker;
    this.javaOptions = javaOptions;
    Path server = base().resolve("usr/servers/defaultServer");
    try {
      Files.createDirectories(server);
      Files.writeString(
          server.resolve("server.xml"),
          SERVER.formatted(
              http(),
              CLIENTS.resolve("postgresql.jar"),
              DATABASE,
              database.port(),
              RELAY,
              database.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Shell shell = new Shell(base().resolve("home"))) {
      shell
          .instead("SERVER", server.toString())
          .instead("DATASOURCE", DATABASE)
          .instead("RELAY", RELAY)
          .instead("NAME", "probe")
          .instead("WAR", exported(Application.war(DATABASE)).toString())
          .instead("BROKER", "tcp://127.0.0.1:" + broker.port())
          .instead("CLIENT", CLIENTS.resolve("artemis-jakarta-client-all.jar").toString())
          .run(with(properties, PORTABILITY.block("## Open Liberty", "sh")));
      shell.run(PORTABILITY.block(FURTHER, "sh"));
    }
  }

  private static String with(Map<String, String> properties, String block) {
    String more =
        properties.entrySet().stream()
            .map(one -> " %s=\"%s\"".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
    return block.replace("dataSource=\"$DATASOURCE\"", "dataSource=\"$DATASOURCE\"" + more);
  }

  @Override
  ProcessBuilder command() {
    List<String> command = new ArrayList<>(List.of(java()));
    // As its own script does, which would be a process more.
    command.add("@" + HOME.resolve("lib/platform/java/java9.options"));
    command.add("-javaagent:" + HOME.resolve("bin/tools/ws-javaagent.jar"));
    command.addAll(small());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", HOME.resolve("bin/tools/ws-server.jar").toString()));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("WLP_USER_DIR", base().resolve("usr").toString());
    process.environment().put("BROKER_PASSWORD", broker.password());
    return process;
  }
}
