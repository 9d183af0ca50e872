package dev.halfway.half;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What came of each race, to be printed as a table. Thread-safe. */
final class Matrix {

  private static final List<String> HEAD =
      List.of("case", "what happens", "looks", "fences", "row", "delivered", "verdict");

  private final Map<String, Line> lines = new ConcurrentSkipListMap<>();

  /**
   * One race.
   *
   * @param name by which lines are ordered
   * @param what happens in it
   * @param looks how often a relay looked at what is undecided
   * @param fences how often it then tried to declare the transaction rolled back
   * @param row whether the row of the application is there
   * @param delivered how many messages were delivered, of one that was sent
   * @param settled whether the half message is gone
   */
  record Line(
      String name,
      String what,
      int looks,
      int fences,
      boolean row,
      int delivered,
      boolean settled) {

    String verdict() {
      if (delivered > 1) {
        return "TWICE";
      }
      if (delivered == 1 && !row) {
        return "INVENTED";
      }
      if (!settled) {
        return "UNDECIDED";
      }
      return row && delivered == 0 ? "LOST" : "ok";
    }

    private List<String> cells() {
      return List.of(
          name,
          what,
          String.valueOf(looks),
          String.valueOf(fences),
          row ? "yes" : "no",
          String.valueOf(delivered),
          verdict());
    }
  }

  void add(Line line) {
    lines.put(line.name(), line);
  }

  /** In columns that are as wide as their widest cell; figures to the right. */
  @Override
  public String toString() {
    List<List<String>> rows =
        Stream.concat(Stream.of(HEAD), lines.values().stream().map(Line::cells)).toList();
    String format =
        IntStream.range(0, HEAD.size())
            .mapToObj(column -> format(column, width(rows, column)))
            .collect(joining("  "));
    return rows.stream()
        .map(row -> String.format(format, row.toArray()).stripTrailing())
        .collect(joining(System.lineSeparator()));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
  }

  private static String format(int column, int width) {
    boolean figure = List.of("looks", "fences", "delivered").contains(HEAD.get(column));
    return "%" + (figure ? "" : "-") + width + "s";
  }
}
