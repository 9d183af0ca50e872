package dev.halfway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The documentation is short, its links lead somewhere, and what it names is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {

  private static final int LONGEST = 250;
  private static final Map<String, Integer> LONGEST_OF =
      Map.of("README.md", 200, "rar/README.md", 150, "CHANGELOG.md", Integer.MAX_VALUE);

  private static final Pattern TEST =
      Pattern.compile("[A-Z]\\w*(Test|Benchmark|Soak)|HubOn[A-Z]\\w*");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  /** Words of the glossary's column "not", and what else is never plain English here. */
  private static final Pattern NOT =
      Pattern.compile("(?i)\\b(swallow\\w*|send(s|ing)?\\s+back|sent\\s+back|whoever|nicety)\\b");

  private final List<Manual> manuals = Manual.all();
  private final Project project = new Project(Manual.ROOT);

  DocumentationTest() throws IOException {}

  @Test
  void noDocumentIsLong() {
    assertThat(
            wrong(
                manual ->
                    Stream.of(manual.length())
                        .filter(lines -> lines > LONGEST_OF.getOrDefault(manual.name(), LONGEST))
                        .map(lines -> lines + " lines")))
        .isEmpty();
  }

  @Test
  void linksLeadToFilesAndHeadingsThatAreThere() {
    assertThat(wrong(manual -> manual.links().stream().filter(link -> !isThere(manual, link))))
        .isEmpty();
  }

  @Test
  void readmeLeadsToEveryDocument() {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of("README.md"));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name)) {
        Manual manual = Manual.of(name);
        manual.links().stream()
            .filter(link -> !ELSEWHERE.matcher(link).matches())
            .map(link -> link.replaceFirst("#.*", ""))
            .filter(link -> link.endsWith(".md"))
            .map(link -> target(manual, link))
            .filter(Files::exists)
            .map(file -> Manual.ROOT.relativize(file).toString())
            .forEach(open::push);
      }
    }

    assertThat(reached).containsAll(manuals.stream().map(Manual::name).toList());
  }

  @Test
  void testsThatAreNamedAreClasses() {
    assertThat(
            wrong(
                manual ->
                    manual.code().stream()
                        .filter(name -> TEST.matcher(name).matches())
                        .filter(name -> !project.hasClass(name))))
        .isEmpty();
  }

  @Test
  void mavenCommandsNameWhatThereIs() {
    assertThat(
            wrong(
                manual ->
                    Stream.concat(
                            manual.blocks().stream().map(Manual.Block::text),
                            manual.code().stream())
                        .flatMap(String::lines)
                        .flatMap(MavenCommand::in)
                        .flatMap(command -> command.unknown(project))))
        .isEmpty();
  }

  @Test
  void systemPropertiesInProseAreThere() {
    assertThat(
            wrong(
                manual ->
                    manual.code().stream()
                        .flatMap(MavenCommand::properties)
                        .filter(property -> !project.hasProperty(property))))
        .isEmpty();
  }

  @Test
  void wordsAreThoseOfTheGlossary() {
    assertThat(wrong(manual -> NOT.matcher(manual.words()).results().map(found -> found.group())))
        .isEmpty();
  }

  /** What is wrong, each behind the name of its document. */
  private List<String> wrong(Function<Manual, Stream<String>> check) {
    return manuals.stream()
        .flatMap(manual -> check.apply(manual).map(wrong -> manual.name() + ": " + wrong))
        .toList();
  }

  private static boolean isThere(Manual manual, String link) {
    if (ELSEWHERE.matcher(link).matches()) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? manual.file() : target(manual, parts[0]);
    return Files.exists(file)
        && (parts.length == 1
            || Manual.of(Manual.ROOT.relativize(file).toString()).anchors().contains(parts[1]));
  }

  private static Path target(Manual manual, String link) {
    return manual.file().resolveSibling(link).normalize();
  }
}
