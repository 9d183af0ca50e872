package dev.halfway.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is in the files that a hub has written to a folder. */
public record WrittenFiles(Path folder) {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** The ids of all events whose ids begin so, as often as they are there. */
  public List<String> ids(String prefix) {
    return lines(prefix).stream()
        .map(ID::matcher)
        .filter(Matcher::find)
        .map(id -> id.group(1))
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  /** The lines that have this in them. */
  List<String> lines(String text) {
    return files().stream()
        .flatMap(file -> read(file).stream())
        .filter(line -> line.contains(text))
        .toList();
  }

  /** The files in which there is a line with this. */
  List<String> of(String text) {
    return with(text).map(Path::toString).toList();
  }

  /** Deletes those. */
  void delete(String text) {
    with(text)
        .forEach(
            file -> {
              try {
                Files.delete(file);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Stream<Path> with(String text) {
    return files().stream()
        .filter(file -> read(file).stream().anyMatch(line -> line.contains(text)));
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
