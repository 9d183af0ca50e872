package dev.halfway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is declared, what the documentation says and what the code reads are the same. */
class SettingsDocumentedTest {

  private static final Path ROOT = Path.of("..");
  private static final Path SERVER = ROOT.resolve("ear/src/main/server");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern INJECTED =
      Pattern.compile("@ConfigProperty\\(\\s*name = (?:\"([^\"]+)\"|(\\w+))");
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{((?:halfway|jboss\\.tx)\\.[a-z.-]+)");
  private static final Pattern SCRIPT = Pattern.compile("HALFWAY_[A-Z_]+");

  /** Set by the start script, of another setting. */
  private static final Set<String> OF_THE_SCRIPT = Set.of("halfway.console", "halfway.console.own");

  /** The server's own, read by nobody here. */
  private static final Set<String> OF_THE_SERVER =
      Set.of("JBOSS_BIND_ADDRESS", "JBOSS_SOCKET_BINDING_PORT_OFFSET", "jboss.server.data.dir");

  @Test
  void documentationHasEachOfThemAndNoOther() throws IOException {
    assertThat(rows().keySet())
        .containsExactlyElementsOf(Settings.all().stream().map(Setting::name).toList());
  }

  @Test
  void documentationSaysWhatIsAllowed() throws IOException {
    Map<String, String> rows = rows();
    for (Setting setting : Settings.all()) {
      for (String said : setting.documented()) {
        assertThat(rows.get(setting.name())).as(setting.name()).contains(said);
      }
    }
  }

  @Test
  void theCodeReadsEachOfThemAndNoOther() throws IOException {
    Set<String> read = new TreeSet<>();
    for (Path file : files("ejb/src/main/java", "web/src/main/java")) {
      String text = Files.readString(file);
      INJECTED.matcher(text).results().map(found -> name(found, text)).forEach(read::add);
      expressions(text).forEach(read::add);
    }
    for (String script : List.of("halfway.cli", "remote.cli", "trim.cli")) {
      expressions(Files.readString(SERVER.resolve(script))).forEach(read::add);
    }
    Set<String> variables =
        Settings.all().stream()
            .filter(setting -> setting.property().isPresent())
            .map(Setting::variable)
            .collect(Collectors.toSet());
    SCRIPT
        .matcher(Files.readString(SERVER.resolve("standalone.conf")))
        .results()
        .map(MatchResult::group)
        .filter(variable -> !variables.contains(variable))
        .forEach(read::add);
    read.removeAll(OF_THE_SCRIPT);
    read.removeAll(OF_THE_SERVER);

    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            Settings.all().stream()
                .map(Setting::name)
                .filter(name -> !OF_THE_SERVER.contains(name))
                .toList());
  }

  private static Stream<String> expressions(String text) {
    return EXPRESSION.matcher(text).results().map(found -> found.group(1));
  }

  /** As it stands there, or as the constant of the same file says. */
  private static String name(MatchResult injected, String text) {
    if (injected.group(1) != null) {
      return injected.group(1);
    }
    Matcher constant = Pattern.compile(" " + injected.group(2) + " = \"([^\"]+)\"").matcher(text);
    assertThat(constant.find()).as(injected.group()).isTrue();
    return constant.group(1);
  }

  private static List<Path> files(String... folders) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return all;
  }

  /** The rows of all tables of properties, by the names in the first column. */
  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    boolean ofProperties = false;
    for (String line : Files.readAllLines(ROOT.resolve("ear/docs/configuration.md"))) {
      if (line.startsWith("| property |")) {
        ofProperties = true;
      } else if (!line.startsWith("|")) {
        ofProperties = false;
      } else if (ofProperties) {
        namesIn(line).forEach(name -> rows.put(name, line));
      }
    }
    return rows;
  }

  /** One that begins with a dot has as many parts of the first one's name in their place. */
  private static List<String> namesIn(String row) {
    List<String> names = new ArrayList<>();
    CODE.matcher(row.split("\\|", -1)[1])
        .results()
        .map(found -> found.group(1))
        .forEach(name -> names.add(name.startsWith(".") ? ending(names.get(0), name) : name));
    return names;
  }

  private static String ending(String first, String end) {
    String whole = first;
    for (long parts = end.chars().filter(c -> c == '.').count(); parts > 0; parts--) {
      whole = whole.substring(0, whole.lastIndexOf('.'));
    }
    return whole + end;
  }
}
