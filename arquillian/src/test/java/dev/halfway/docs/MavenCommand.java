package dev.halfway.docs;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call of Maven that a document prints.
 *
 * @param words what follows {@code mvn}
 */
record MavenCommand(List<String> words) {

  /** A whole call, or what stands for one where {@code mvn verify} was named before. */
  private static final Pattern CALL =
      Pattern.compile("(?:^|[ (;&])mvn ([^#;&|)`]*)|^(-[PD]\\w[^#;&|)`]*)");

  private static final Pattern PROPERTY = Pattern.compile("(?:^| )-D([\\w.-]+)");

  /** All in a line. */
  static Stream<MavenCommand> in(String line) {
    return CALL.matcher(line)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(words -> new MavenCommand(Arrays.asList(words.strip().split(" +"))));
  }

  /** The system properties that are set somewhere in a text. */
  static Stream<String> properties(String text) {
    return PROPERTY.matcher(text).results().map(found -> found.group(1));
  }

  /**
   * The words that name a test, a profile, a module or a property which the project does not have.
   */
  Stream<String> unknown(Project project) {
    return words.stream().filter(word -> !isKnown(word, project));
  }

  private boolean isKnown(String word, Project project) {
    if (word.startsWith("-P")) {
      return project.hasProfile(word.substring(2));
    }
    if (!word.startsWith("-D")) {
      return true;
    }
    String[] property = word.substring(2).split("=", 2);
    return switch (property[0]) {
      case "test", "it.test" ->
          property.length == 1
              || Arrays.stream(property[1].split(",")).allMatch(name -> isTest(name, project));
      default -> project.hasProperty(property[0]);
    };
  }

  private static boolean isTest(String name, Project project) {
    return name.isEmpty() || project.hasClass(name.replaceFirst("#.*", ""));
  }
}
