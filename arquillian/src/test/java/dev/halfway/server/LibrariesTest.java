package dev.halfway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is shipped, against the advisories that are known: nothing is looked up. */
class LibrariesTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir"), "..");
  private static final Pattern JAR = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*?)-(\\d[^/]*)\\.jar");

  private record Library(String name, String version) {

    static Optional<Library> of(String file) {
      String plain = file.substring(file.lastIndexOf('/') + 1);
      Matcher jar = JAR.matcher(plain);
      return jar.matches()
          ? Optional.of(new Library(jar.group(1), jar.group(2)))
          : Optional.empty();
    }
  }

  private record Advisory(String id, String group, String artifact, String fixed) {

    /** In the EAR a library has its group before its name. */
    boolean isAbout(Library library) {
      return (library.name.equals(artifact) || library.name.equals(group + "-" + artifact))
          && compare(library.version, fixed) < 0;
    }
  }

  private static int compare(String one, String other) {
    int[] left = numbers(one);
    int[] right = numbers(other);
    return Arrays.compare(left, right);
  }

  private static int[] numbers(String version) {
    return Pattern.compile("\\.")
        .splitAsStream(version)
        .takeWhile(part -> part.matches("\\d+"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static List<Advisory> advisories() throws IOException {
    try (InputStream list = LibrariesTest.class.getResourceAsStream("advisories.txt")) {
      assertThat(list).isNotNull();
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[\\s:]+"))
          .map(parts -> new Advisory(parts[0], parts[1], parts[2], parts[3]))
          .toList();
    }
  }

  private static List<Library> shipped() throws IOException {
    List<Library> libraries = new ArrayList<>();
    Path home = ServerProcess.home();
    try (Stream<Path> files = Files.walk(home.resolve("modules"))) {
      files.flatMap(file -> Library.of(file.toString()).stream()).forEach(libraries::add);
    }
    try (ZipFile ear = new ZipFile(home.resolve("deployments/halfway.ear").toFile())) {
      ear.stream().flatMap(entry -> Library.of(entry.getName()).stream()).forEach(libraries::add);
    }
    return libraries;
  }

  @Test
  void aKnownAdvisoryAboutALibraryThatIsShippedIsInTheTable() throws IOException {
    String table = Files.readString(ROOT.resolve("SECURITY.md"));
    List<Library> shipped = shipped();
    assertThat(shipped).as("of WildFly, and of the EAR").hasSizeGreaterThan(500);
    assertThat(shipped).extracting(Library::name).contains("undertow-core", "netty-codec-http");

    for (Advisory advisory : advisories()) {
      List<Library> concerned = shipped.stream().filter(advisory::isAbout).toList();
      if (!concerned.isEmpty()) {
        assertThat(table).as("%s, of %s", advisory.id, concerned).contains(advisory.id);
      }
    }
  }

  /** The rule of the test above: it knows versions. */
  @Test
  void versionsAreTold() {
    Advisory advisory = new Advisory("X", "io.undertow", "undertow-core", "2.3.25");

    assertThat(advisory.isAbout(known("a/undertow-core-2.3.23.Final.jar"))).isTrue();
    assertThat(advisory.isAbout(known("a/undertow-core-2.3.9.Final.jar"))).isTrue();
    assertThat(advisory.isAbout(known("a/undertow-core-2.3.25.Final.jar"))).isFalse();
    assertThat(advisory.isAbout(known("a/undertow-core-2.10.0.Final.jar"))).isFalse();
    assertThat(advisory.isAbout(known("a/undertow-servlet-2.3.23.Final.jar"))).isFalse();
    assertThat(known("lib/org.apache.kafka-kafka-clients-4.3.1.jar").name)
        .endsWith("kafka-clients");
    assertThat(known("lib/h2-2.2.224.jar")).isEqualTo(new Library("h2", "2.2.224"));
  }

  private static Library known(String file) {
    return Library.of(file).orElseThrow();
  }
}
