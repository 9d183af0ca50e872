package dev.halfway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What documents may name of the project: read from its sources and poms. */
final class Project {

  private static final Pattern PROFILE = Pattern.compile("<profile>(?s:.*?)<id>([^<]+)</id>");
  private static final Pattern SWITCH = Pattern.compile("<name>!?([^<]+)</name>");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.-]+)[:}]");
  private static final Pattern READ =
      Pattern.compile("(?:getProperty|getInteger|getLong|getBoolean)\\(\\s*\"([^\"]+)\"");
  private static final Pattern SETTING =
      Pattern.compile("\"(halfway\\.[a-z.-]+|jboss\\.[a-z.-]+)\"");

  private static final Set<String> MADE = Set.of("target", ".git");

  /** Of Maven and its plugins. */
  private static final Set<String> OF_MAVEN = Set.of("skipTests", "test", "it.test");

  private final Set<String> classes;
  private final Set<String> profiles;
  private final Set<String> properties;

  Project(Path root) throws IOException {
    List<Path> files = sources(root);
    classes =
        files.stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .map(name -> name.substring(0, name.length() - ".java".length()))
            .collect(Collectors.toSet());
    String poms = all(files, "pom.xml");
    String code = all(files, ".java");
    profiles = found(PROFILE, poms).collect(Collectors.toSet());
    properties =
        Stream.of(
                OF_MAVEN.stream(),
                found(SWITCH, poms),
                found(REFERENCE, poms),
                found(READ, code),
                found(SETTING, code),
                found(REFERENCE, all(files, ".cli")))
            .flatMap(names -> names)
            .collect(Collectors.toSet());
  }

  /** All files but what a build has made. */
  static List<Path> sources(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return MADE.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String all(List<Path> files, String ending) {
    return files.stream()
        .filter(file -> file.toString().endsWith(ending))
        .map(Project::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  /** Whether there is a class of this simple name. */
  boolean hasClass(String name) {
    return classes.contains(name);
  }

  boolean hasProfile(String name) {
    return profiles.contains(name);
  }

  /** Whether a pom, a script or the code reads a system property. */
  boolean hasProperty(String name) {
    return properties.contains(name);
  }
}
