package dev.halfway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process listens, as Linux tells. */
public final class ListeningPorts {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private ListeningPorts() {}

  /** Whether this system tells. */
  public static boolean areKnown() {
    return Files.isReadable(PROC.resolve("self/net/tcp"));
  }

  /** Those of a process. */
  public static Set<Integer> of(long pid) {
    Path process = PROC.resolve(String.valueOf(pid));
    Set<String> sockets = sockets(process);
    return Stream.of("net/tcp", "net/tcp6")
        .map(process::resolve)
        .filter(Files::isReadable)
        .flatMap(table -> lines(table).stream().skip(1))
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row[3].equals(LISTENING) && sockets.contains("socket:[" + row[9] + "]"))
        .map(row -> Integer.valueOf(row[1].substring(row[1].indexOf(':') + 1), 16))
        .collect(Collectors.toSet());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> sockets(Path process) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.map(ListeningPorts::target).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a file that may be closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
