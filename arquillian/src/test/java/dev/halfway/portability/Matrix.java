package dev.halfway.portability;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Prints what a build with {@code -Pportability} has tested, from the reports of its tests. */
final class Matrix {

  private static final String LINE = "%-40s %6s %7s %8s";

  private Matrix() {}

  private record Suite(String name, int tests, int failed, double seconds) {

    static Suite in(Path report) {
      try {
        Element suite =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        return new Suite(
            suite.getAttribute("name").replaceFirst(".*\\.", ""),
            number(suite, "tests"),
            number(suite, "failures") + number(suite, "errors") + number(suite, "skipped"),
            Double.parseDouble(suite.getAttribute("time")));
      } catch (IOException | ParserConfigurationException | SAXException e) {
        throw new IllegalStateException(report.toString(), e);
      }
    }

    private static int number(Element suite, String name) {
      return Integer.parseInt(suite.getAttribute(name));
    }

    String line() {
      return LINE.formatted(name, tests, failed, Math.round(seconds) + " s");
    }
  }

  /**
   * Prints a line for each suite.
   *
   * @param args when the build began, and folders with reports
   */
  public static void main(String[] args) {
    Instant began = Instant.parse(args[0]);
    List<Suite> suites = new ArrayList<>();
    for (String folder : List.of(args).subList(1, args.length)) {
      suites.addAll(in(Path.of(folder), began));
    }
    System.out.println(LINE.formatted("suite", "tests", "failed", "time"));
    suites.stream()
        .filter(suite -> suite.tests() > 0)
        .sorted(Comparator.comparing(Suite::name))
        .map(Suite::line)
        .forEach(System.out::println);
  }

  /** Reports of earlier builds are not of this one. */
  private static List<Suite> in(Path folder, Instant began) {
    try (Stream<Path> reports = Files.list(folder)) {
      return reports
          .filter(report -> report.getFileName().toString().matches("TEST-.*\\.xml"))
          .map(Path::toFile)
          .filter(report -> report.lastModified() >= began.toEpochMilli())
          .map(File::toPath)
          .map(Suite::in)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
