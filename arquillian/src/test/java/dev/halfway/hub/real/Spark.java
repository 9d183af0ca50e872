package dev.halfway.hub.real;

import dev.halfway.process.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Apache Spark, in a process of its own: reads what the hub has written, and counts. */
final class Spark {

  private static final Pattern COUNTED = Pattern.compile("events (\\d+) different (\\d+)");

  private Spark() {}

  /**
   * What it has counted.
   *
   * @param different ids among them
   */
  record Counted(int events, int different) {}

  /** Counts the events in the files there, and below, whose ids begin so. */
  static Counted files(String prefix, String address) {
    return count(prefix, address);
  }

  /** Counts the events of a topic of Kafka whose ids begin so. */
  static Counted topic(String prefix, RealKafka kafka) {
    return count(prefix, kafka.address(), RealKafka.TOPIC);
  }

  private static Counted count(String... arguments) {
    Path folder = Folders.empty(Path.of("spark").toAbsolutePath());
    JavaProcess process = new JavaProcess("spark", folder);
    process.run("dev.halfway.systems.CountEvents", List.of(arguments));
    MatchResult counted =
        COUNTED
            .matcher(process.console())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(process.console()));
    return new Counted(Integer.parseInt(counted.group(1)), Integer.parseInt(counted.group(2)));
  }
}
