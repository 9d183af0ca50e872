package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.process.Folders;
import dev.halfway.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code broker.sh} does before there is a broker: here there is none that could start. */
class BrokerScriptTest {

  private Path base;
  private Path artemis;

  @BeforeEach
  void prepare() throws IOException {
    base = Folders.empty(Path.of("broker-script").toAbsolutePath());
    artemis = Files.createDirectories(base.resolve("artemis"));
    Files.writeString(
        Files.createDirectories(artemis.resolve("lib")).resolve("artemis-boot.jar"), "");
  }

  @Test
  void whatTheBrokerKeepsIsForItsUserAlone() throws IOException {
    Path folder = base.resolve("broker");
    Path journal = Files.createDirectories(folder.resolve("data/journal"));
    Path old = Files.writeString(journal.resolve("old.amq"), "a message");
    for (Path open : List.of(folder, folder.resolve("data"), journal, old)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    run(folder, Map.of());

    assertThat(folder.resolve("etc/users.properties")).exists();
    assertThat(Folders.openToOthers(folder)).isEmpty();
  }

  @Test
  void aWrongPortIsNamed() throws IOException {
    for (String port : List.of("abc", "0", "65536", "-1")) {
      assertThat(run(base.resolve("broker"), Map.of("HALFWAY_BROKER_PORT", port)))
          .containsExactly("HALFWAY_BROKER_PORT: must be 1 to 65535, not '" + port + "'");
    }
    assertThat(base.resolve("broker")).doesNotExist();
  }

  /** What it says, if it fails. */
  private List<String> run(Path folder, Map<String, String> environment) throws IOException {
    Path output = base.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(
                "bash",
                Path.of(System.getenv("BROKER_HOME"), "broker.sh").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> all = new HashMap<>(environment);
    all.put("ARTEMIS_HOME", artemis.toString());
    all.put("HALFWAY_BROKER_PASSWORD", "any");
    script.environment().putAll(all);
    assertThat(new Program(script.start()).awaitEnd()).isNotZero();
    return Files.readAllLines(output);
  }
}
