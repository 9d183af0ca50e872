package dev.halfway.ra.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page of the adapter's documentation, for tests that see to it that it tells the truth. */
public final class Manual {

  private final List<String> lines;

  private Manual(List<String> lines) {
    this.lines = lines;
  }

  /**
   * As it is in the source tree.
   *
   * @param file in {@code docs}
   */
  public static Manual page(String file) {
    try {
      return new Manual(
          Files.readAllLines(Path.of(System.getProperty("basedir", "."), "docs", file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the first table below a line, without its two lines of heading. */
  public List<String> tableAfter(String line) {
    return after(line)
        .dropWhile(one -> !one.startsWith("|"))
        .takeWhile(one -> one.startsWith("|"))
        .skip(2)
        .toList();
  }

  /** What the first fenced block of a kind below a line contains. */
  public String blockAfter(String line, String kind) {
    return String.join(
        "\n",
        after(line)
            .dropWhile(one -> !one.equals("```" + kind))
            .skip(1)
            .takeWhile(one -> !one.equals("```"))
            .toList());
  }

  private java.util.stream.Stream<String> after(String line) {
    int at = lines.indexOf(line);
    if (at < 0) {
      throw new IllegalArgumentException("the page has no line: " + line);
    }
    return lines.stream().skip(at + 1L);
  }
}
