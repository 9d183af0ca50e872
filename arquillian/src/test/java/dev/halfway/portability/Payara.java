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

/** Payara, with the lines that the manual prints. */
final class Payara extends AppServerProcess {

  private static final Path HOME = Path.of(System.getenv("PAYARA_HOME"));

  /** What a domain takes that begins at the first of them. */
  private static final int[] PORTS = {
    10_000, 10_009, 10_037, 10_038, 10_039, 10_048, 10_049, 10_059, 10_066, 10_076, 10_080, 10_081,
    10_086
  };

  private static final int ADMIN = 48;
  private static final int HTTP = 80;

  /** What the manual takes for granted: a domain, and in it a datasource. */
  private static final String DOMAIN =
      """
      $ASADMIN create-domain --domaindir $(dirname $DOMAIN) --nopassword=true --savelogin=false \\
        --portbase $PORTS $(basename $DOMAIN)
      sed -i -e 's/address="0.0.0.0"/address="127.0.0.1"/; s/<network-listener port/<network-listener address="127.0.0.1" port/' \\
        -e '0,/<hazelcast-config-specific-configuration/s//& enabled="false"/; s/type="EMBEDDED"/type="REMOTE"/' \\
        $DOMAIN/config/domain.xml
      cp $DRIVER $DOMAIN/lib
      """;

  private static final String DATASOURCES =
      """
      $ASADMIN create-jdbc-connection-pool --restype javax.sql.DataSource \\
        --datasourceclassname org.postgresql.ds.PGSimpleDataSource \\
        --property serverName=localhost:portNumber=$DATABASE_PORT:databaseName=postgres:user=postgres:password=postgres probe
      $ASADMIN create-jdbc-resource --connectionpoolid probe $DATASOURCE
      $ASADMIN create-jdbc-connection-pool --restype javax.sql.DataSource --nontransactionalconnections=true \\
        --datasourceclassname org.postgresql.ds.PGSimpleDataSource \\
        --property serverName=localhost:portNumber=$DATABASE_PORT:databaseName=postgres:user=postgres:password=postgres relay
      $ASADMIN create-jdbc-resource --connectionpoolid relay $RELAY
      $ASADMIN deploy --name consuming $CONSUMING
      """;

  private static final String FURTHER = "These lines add a checker of the group";

  private static final String STOP =
      "$ASADMIN stop-domain --domaindir $(dirname $DOMAIN) $(basename $DOMAIN)";

  private static final String DRY_RUN =
      "$ASADMIN start-domain --dry-run --domaindir $(dirname $DOMAIN) $(basename $DOMAIN)";

  private final List<String> command = new ArrayList<>();
  private final String password;

  Payara(
      String name,
      RemoteArtemis broker,
      Postgres database,
      List<String> javaOptions,
      Map<String, String> properties) {
    this(name, PORTS[0] + Ports.freeOffset(PORTS), broker, database, javaOptions, properties);
  }

  private Payara(
      String name,
      int ports,
      RemoteArtemis broker,
      Postgres database,
      List<String> javaOptions,
      Map<String, String> properties) {
    super(name, ports + HTTP);
    password = broker.password();
    try (Shell shell = new Shell(base().resolve("home"))) {
      shell
          .with("BROKER_PASSWORD", password)
          .with("AS_ADMIN_PORT", String.valueOf(ports + ADMIN))
          .with("PORTS", String.valueOf(ports))
          .with("DRIVER", CLIENTS.resolve("postgresql.jar").toString())
          .with("DATABASE_PORT", String.valueOf(database.port()))
          .with("RELAY", RELAY)
          .with(
              "CONSUMING",
              ArtemisAdapter.export(
                      base().resolve("consuming.rar"), CLIENTS, broker.port(), password)
                  .toString())
          .with("ASADMIN", HOME.resolve("bin/asadmin").toString())
          .with("DOMAIN", base().resolve("domains/probe").toString())
          .with("DATASOURCE", DATABASE);
      Files.createDirectories(base().resolve("domains"));
      shell.run(DOMAIN);
      shell
          .instead("ASADMIN", HOME.resolve("bin/asadmin").toString())
          .instead("DOMAIN", base().resolve("domains/probe").toString())
          .instead("DATASOURCE", DATABASE)
          .instead("RELAY", RELAY)
          .instead("NAME", "probe")
          .instead("WAR", exported(Application.war(DATABASE)).toString())
          .instead("BROKER", "tcp://127.0.0.1:" + broker.port())
          .instead("CLIENT", CLIENTS.resolve("artemis-jakarta-client-all.jar").toString())
          .run(with(properties, PORTABILITY.block("## Payara", "sh")));
      shell.run(DATASOURCES);
      shell.run(PORTABILITY.block(FURTHER, "sh"));
      shell.run(STOP);
      shell.run(DRY_RUN).lines().skip(1).takeWhile(line -> !line.isBlank()).forEach(command::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(1, small());
    command.addAll(1, javaOptions);
  }

  private static String with(Map<String, String> properties, String block) {
    String more =
        properties.entrySet().stream()
            .map(one -> ":" + one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining());
    return block.replace(":dataSource=$DATASOURCE", ":dataSource=$DATASOURCE" + more);
  }

  @Override
  ProcessBuilder command() {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("BROKER_PASSWORD", password);
    return process;
  }
}
