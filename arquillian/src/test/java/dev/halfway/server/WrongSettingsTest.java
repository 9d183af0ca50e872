package dev.halfway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong settings end the start as users start it, before there is a server. Which values are wrong
 * is shown next to the code; here it is each way that a value takes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongSettingsTest {

  private StartScript server;

  @BeforeAll
  void prepare() {
    server = StartScript.fresh("wrong-settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HALFWAY_DB_DRIVER              | mysql    | halfway.db.driver (HALFWAY_DB_DRIVER): must be one of h2, postgresql, not 'mysql'
          HALFWAY_DB_POOL                | abc      | halfway.db.pool (HALFWAY_DB_POOL): must be a whole number, 2 to 1,000, not 'abc'
          HALFWAY_REDELIVERY_MULTIPLIER  | x        | halfway.redelivery.multiplier (HALFWAY_REDELIVERY_MULTIPLIER): must be a number, 1 to 100, not 'x'
          HALFWAY_HEAP                   | 12       | HALFWAY_HEAP: must be a size in megabytes or gigabytes, 256m to 1024g, not '12'
          HALFWAY_HEAP                   | 12m      | HALFWAY_HEAP: must be a size in megabytes or gigabytes, 256m to 1024g, not '12m'
          HALFWAY_HEAP                   | 0x100m   | HALFWAY_HEAP: must be a size in megabytes or gigabytes, 256m to 1024g, not '0x100m'
          HALFWAY_CONSOLE                | loud     | HALFWAY_CONSOLE: must be one of full, short, not 'loud'
          HALFWAY_FAULTS                 | yes      | HALFWAY_FAULTS: must be one of true, false, not 'yes'
          HALFWAY_STOP_WITHIN            | 9 s      | halfway.stop-within (HALFWAY_STOP_WITHIN): must be a duration, PT1S to PT1H, not '9 s'
          HALFWAY_DECOUPLING_SMPP_PASSWORD | geheimnis | halfway.decoupling.smpp.password (HALFWAY_DECOUPLING_SMPP_PASSWORD): must be 1 to 8 printable ASCII characters, not the one that is set, which is not shown
          JBOSS_BIND_ADDRESS             | 192.0.2.1 | JBOSS_BIND_ADDRESS: must be an address of this machine, not '192.0.2.1': Cannot assign requested address
          JBOSS_SOCKET_BINDING_PORT_OFFSET | -1     | JBOSS_SOCKET_BINDING_PORT_OFFSET: must be a whole number, 0 to 55,545, not '-1'
          """)
  void inTheEnvironment(String variable, String value, String line) {
    assertThat(refusal(Map.of(variable, value))).containsExactly(line);
  }

  @Test
  void behindTheScript() {
    assertThat(refusal(Map.of(), "-Dhalfway.half.lanes=65"))
        .containsExactly(
            "halfway.half.lanes (HALFWAY_HALF_LANES): must be a whole number, 1 to 64, not '65'");
    assertThat(refusal(Map.of(), "-c", "standalone-remote.xml"))
        .containsExactly(
            "halfway.broker.password (HALFWAY_BROKER_PASSWORD): is missing; with a broker outside"
                + " there is no default");
  }

  @Test
  void amongTheOptionsOfTheVirtualMachine() {
    assertThat(refusal(Map.of("JAVA_OPTS", "-Dhalfway.bus.asks=0")))
        .containsExactly(
            "halfway.bus.asks (HALFWAY_BUS_ASKS): must be a whole number, 1 to 100, not '0'");
  }

  @Test
  void whatIsMisspeltIsNamed() {
    assertThat(refusal(Map.of("HALFWAY_DB_PASWORD", "geheim", "HALFWAY_DB_POOL", "1")))
        .containsExactly(
            "HALFWAY_DB_PASWORD: there is no such setting; did you mean HALFWAY_DB_PASSWORD?",
            "halfway.db.pool (HALFWAY_DB_POOL): must be a whole number, 2 to 1,000, not '1'");
  }

  @Test
  void aPortThatSomebodyElseHas() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refusal(Map.of(), "-Djboss.http.port=" + taken.getLocalPort()))
          .singleElement()
          .asString()
          .startsWith("JBOSS_SOCKET_BINDING_PORT_OFFSET: must lead to free ports, and nobody can")
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aDataFolderThatCannotBe() throws IOException {
    String file = Files.writeString(server.base().resolve("file"), "x").toString();
    assertThat(refusal(Map.of("HALFWAY_DATA", file)))
        .singleElement()
        .asString()
        .startsWith("HALFWAY_DATA: '" + file + "' cannot be used: ");
    String other = server.base().toString();
    assertThat(refusal(Map.of("HALFWAY_DATA", other)))
        .singleElement()
        .asString()
        .startsWith("HALFWAY_DATA: '" + other + "' must be a folder of its own, and has '");
  }

  /** What a start that is refused says, if it ends with exit code 1. */
  private List<String> refusal(Map<String, String> environment, String... arguments) {
    Program script = server.start(environment, arguments);
    try {
      assertThat(script.awaitEnd()).isEqualTo(1);
    } finally {
      server.kill(script);
    }
    assertThat(server.data()).doesNotExist();
    return server.saidErrors();
  }
}
