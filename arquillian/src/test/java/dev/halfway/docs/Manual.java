package dev.halfway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file of the project. */
public final class Manual {

  /** The folder of the project. */
  static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();

  private static final String FENCE = "```";
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)[ #]*");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern IN_CODE = Pattern.compile("`([^`]+)`");

  private final Path file;
  private final List<String> lines;

  private Manual(Path file) {
    this.file = file;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of them.
   *
   * @param file from the folder of the project, as in {@code rar/README.md}
   */
  public static Manual of(String file) {
    return new Manual(ROOT.resolve(file));
  }

  /** All of them, without what a build has made. */
  static List<Manual> all() throws IOException {
    return Project.sources(ROOT).stream()
        .filter(file -> file.toString().endsWith(".md"))
        .sorted()
        .map(Manual::new)
        .toList();
  }

  /** The file, from the folder of the project. */
  String name() {
    return ROOT.relativize(file).toString();
  }

  Path file() {
    return file;
  }

  int length() {
    return lines.size();
  }

  /**
   * A fenced block.
   *
   * @param language what follows the fence, as in {@code java}; it may be empty
   */
  public record Block(String language, String text) {}

  /** All fenced blocks, in their order. */
  public List<Block> blocks() {
    return blocks(lines);
  }

  /**
   * The first block below a line.
   *
   * @param line what it begins with
   */
  public String block(String line, String language) {
    return blocks(below(line)).stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name() + " has no " + language + " below: " + line));
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    List<String> text = new ArrayList<>();
    String language = null;
    for (String line : lines) {
      if (language == null) {
        language = line.strip().startsWith(FENCE) ? line.strip().substring(FENCE.length()) : null;
      } else if (line.strip().equals(FENCE)) {
        blocks.add(new Block(language, String.join("\n", text)));
        text.clear();
        language = null;
      } else {
        text.add(line);
      }
    }
    return blocks;
  }

  /** The rows of the first table below a line that begins so, without its two lines of heading. */
  public List<String> table(String line) {
    return below(line).stream()
        .dropWhile(one -> !one.startsWith("|"))
        .takeWhile(one -> one.startsWith("|"))
        .skip(2)
        .toList();
  }

  private List<String> below(String line) {
    List<String> below = lines.stream().dropWhile(one -> !one.startsWith(line)).toList();
    if (below.isEmpty()) {
      throw new IllegalArgumentException(name() + " has no line: " + line);
    }
    return below;
  }

  /** The lines outside all blocks. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.strip().startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** The prose as text: with neither code nor the targets of links. */
  String words() {
    String text = CODE.matcher(String.join("\n", prose())).replaceAll("");
    return LINK.matcher(text).replaceAll("]");
  }

  /** What stands in backticks. */
  List<String> code() {
    return IN_CODE
        .matcher(String.join("\n", prose()))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Where its links lead. */
  List<String> links() {
    String text = CODE.matcher(String.join("\n", prose())).replaceAll("");
    return LINK.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** What a link may name behind {@code #}: headings by GitHub's rule, and anchors of its own. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> times = new HashMap<>();
    for (String line : prose()) {
      ANCHOR.matcher(line).results().map(found -> found.group(1)).forEach(anchors::add);
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        int before = times.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return LINK.matcher(heading)
        .replaceAll("]")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }
}
