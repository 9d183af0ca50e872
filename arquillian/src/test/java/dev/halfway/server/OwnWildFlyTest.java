package dev.halfway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Before anybody runs {@code halfway.cli} on a WildFly of theirs, README tells what it changes. */
class OwnWildFlyTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir"), "..");
  private static final Pattern ADDRESS =
      Pattern.compile("\\s*/([^:]+):[a-z-]+[( ].*|\\s*/([^:]+):add");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void readmeNamesAllThatTheScriptChangesBesideWhatIsItsOwn() throws IOException {
    assertThat(changed()).isNotEmpty().isEqualTo(named());
  }

  /** The last part of the address of each resource, unless the address names the product. */
  private static Set<String> changed() throws IOException {
    return Files.readAllLines(ROOT.resolve("ear/src/main/server/halfway.cli")).stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(address -> !address.toLowerCase(Locale.ROOT).contains("halfway"))
        .filter(address -> !address.startsWith("extension="))
        .map(address -> address.substring(address.lastIndexOf('/') + 1))
        .map(last -> last.replaceFirst("^(subsystem|strict-max-bean-instance-pool)=", ""))
        .map(last -> last.replaceFirst("\\$.*", "*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What stands in the first column of the table. */
  private static Set<String> named() throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
    return lines.stream()
        .dropWhile(line -> !line.startsWith("**Your own WildFly 39**"))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .map(row -> row.split("\\|", -1)[1])
        .flatMap(cell -> CODE.matcher(cell).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
