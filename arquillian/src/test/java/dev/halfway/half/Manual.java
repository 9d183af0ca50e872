package dev.halfway.half;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The blocks of code in the adapter's manual, {@code rar/README.md}. */
final class Manual {

  static final String DEPLOYING = "## Deploying it to a WildFly you have";
  static final String REMOVING = "**To remove it**";
  static final String NEEDED = "**What an application needs.**";
  static final String CHECK_BACK = "## Check-back by the application";

  private Manual() {}

  /**
   * The first block below a line.
   *
   * @param line what it begins with
   * @param kind what follows the fence, as in {@code java}; empty for commands
   */
  static String block(String line, String kind) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(System.getProperty("basedir"), "../rar/README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> below = lines.stream().dropWhile(one -> !one.startsWith(line)).toList();
    if (below.isEmpty()) {
      throw new IllegalArgumentException("the manual has no line: " + line);
    }
    return String.join(
        "\n",
        below.stream()
            .dropWhile(one -> !one.equals("```" + kind))
            .skip(1)
            .takeWhile(one -> !one.equals("```"))
            .toList());
  }
}
