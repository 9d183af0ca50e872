package dev.halfway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.docs.Manual;
import dev.halfway.docs.Shell;
import dev.halfway.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Before anybody runs {@code halfway.cli} on a WildFly of theirs, the documentation tells what it
 * changes.
 */
class OwnWildFlyTest {

  /** The distribution goes without a page that the build has left out. */
  private static final String WITHOUT_WELCOME =
      """
      /subsystem=undertow/server=default-server/host=default-host/location=\\/:remove{allow-resource-service-restart=true}
      /subsystem=undertow/configuration=handler/file=welcome-content:remove{allow-resource-service-restart=true}
      """;

  /** What a WildFly that is to be restarted tells the script that started it. */
  private static final int TO_BE_RESTARTED = 10;

  private static final Path ROOT = Path.of(System.getProperty("basedir"), "..");
  private static final Pattern ADDRESS =
      Pattern.compile("\\s*/([^:]+):[a-z-]+[( ].*|\\s*/([^:]+):add");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** On a copy of the server's files, for the driver that the build has put there. */
  @Test
  void commandsOfTheDocumentationBringIt() throws IOException {
    Manual manual = Manual.of("ear/docs/deploying.md");
    try (ServerProcess server =
            ServerProcess.fresh("own-wildfly", Map.of())
                .configuration("standalone-full.xml")
                .movingOtherPorts();
        Shell shell = new Shell(Path.of("own-wildfly", "home"))) {
      shell.run("cp -al '" + ServerProcess.home() + "' ~/copy");
      Folders.delete(shell.home().resolve("copy/modules/org/postgresql"));
      shell.withWildFly(shell.home().resolve("copy"), server.managementPort());
      server.launch();
      server.awaitConsole("WFLYSRV0060");
      server.cli(WITHOUT_WELCOME);

      shell.run(manual.block("The first command below keeps", "sh"));
      assertThat(server.awaitEnd()).isEqualTo(TO_BE_RESTARTED);
      server.launch();
      server.awaitConsole("WFLYSRV0060");
      shell.run(manual.block("When the server is back", "sh"));

      server.awaitReady();
      assertThat(server.client().get("api/queues").status()).isEqualTo(200);
    }
  }

  @Test
  void documentationNamesAllThatTheScriptChangesBesideWhatIsItsOwn() throws IOException {
    assertThat(changed()).isNotEmpty().isEqualTo(named());
  }

  /** The last part of the address of each resource, unless the address names the product. */
  private static Set<String> changed() throws IOException {
    return Files.readAllLines(ROOT.resolve("ear/src/main/server/halfway.cli")).stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(address -> !address.toLowerCase(Locale.ROOT).contains("halfway"))
        .filter(address -> !address.startsWith("extension="))
        .map(address -> address.substring(address.lastIndexOf('/') + 1))
        .map(last -> last.replaceFirst("^(subsystem|strict-max-bean-instance-pool)=", ""))
        .map(last -> last.replaceFirst("\\$.*", "*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What stands in the first column of the table. */
  private static Set<String> named() {
    return Manual.of("ear/docs/deploying.md").table("## What halfway.cli changes").stream()
        .map(row -> row.split("\\|", -1)[1])
        .flatMap(cell -> CODE.matcher(cell).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
