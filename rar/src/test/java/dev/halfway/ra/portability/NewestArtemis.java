package dev.halfway.ra.portability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The Artemis that one would install today, started by the script that the manual names. */
final class NewestArtemis extends Artemis {

  @Override
  ProcessBuilder command() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            project("ear/src/main/broker/broker.sh").toString(),
            folder().resolve("instance").toString());
    builder.environment().put("ARTEMIS_HOME", home().toString());
    builder.environment().put("HALFWAY_BROKER_USER", USER);
    builder.environment().put("HALFWAY_BROKER_PASSWORD", PASSWORD);
    builder.environment().put("HALFWAY_BROKER_PORT", Integer.toString(port()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HALFWAY_BROKER_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
    return builder;
  }

  private static Path home() throws IOException {
    try (Stream<Path> all = Files.list(built("."))) {
      return all.filter(one -> one.getFileName().toString().startsWith("apache-artemis-"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }
}
