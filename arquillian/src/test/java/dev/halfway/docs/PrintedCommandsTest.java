package dev.halfway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.server.ServerProcess;
import dev.halfway.server.StandaloneConf;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command in the documents of the root, the scenarios and the API is run as it is printed. A
 * request is answered by the status in the comment behind it, or else by a 2xx.
 *
 * <p>The server is started as {@code transaction.md} says, for what is in doubt.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrintedCommandsTest {

  /** The one document that has no commands. */
  private static final String PICTURES = "ejb/docs/architecture.md";

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.fresh("printed-commands", Map.of("halfway.half.immunity", "600000"))
            .javaOptions(StandaloneConf.options("HALFWAY_FAULTS", "true"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** In alphabetical order. The API's is the last one: its last commands stop the server. */
  static Stream<String> documents() throws IOException {
    return Manual.all().stream()
        .map(Manual::name)
        .filter(name -> name.matches("README\\.md|(ejb|web)/docs/.*"))
        .filter(name -> !name.equals(PICTURES));
  }

  /** Else a command may be in a block of another language, where nobody runs it. */
  @Order(1)
  @ParameterizedTest
  @MethodSource("documents")
  void blocksOfCommandsAreMarkedAsSuch(String document) {
    assertThat(Manual.of(document).blocks())
        .extracting(Manual.Block::language)
        .isSubsetOf("java", "json", "logstash", "mermaid", "sh");
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("documents")
  void commandsDoWhatIsPrinted(String document) throws IOException {
    List<PrintedCommand> commands =
        PrintedCommand.of(document).stream().filter(command -> !command.isBuild()).toList();

    assertThat(commands).isNotEmpty();
    assertThat(new Terminal(server).run(commands))
        .filteredOn(outcome -> !outcome.isAsPrinted())
        .isEmpty();
  }

  /** They have deleted the operators, because nobody knew a password any more. */
  @Order(2)
  @Test
  void whenTheServerStartsAgainThereIsAnOperatorAgain() {
    Client before = server.operator();

    server.start();

    assertThat(before.get("api/audit").status()).isEqualTo(401);
    assertThat(server.operator().get("api/audit").status()).isEqualTo(200);
  }
}
