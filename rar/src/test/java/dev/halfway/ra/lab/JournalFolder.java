package dev.halfway.ra.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;

/** Where a broker of a test writes, below {@code target}: thousands of them would fill a disk. */
public final class JournalFolder {

  private final Path folder;

  private JournalFolder(Path folder) {
    this.folder = folder;
  }

  /** A new one, for a broker that does not mind how full the disk is. */
  public static JournalFolder in(Configuration configuration) {
    try {
      Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "broker");
      configuration.setJournalDirectory(folder.resolve("journal").toString());
      configuration.setBindingsDirectory(folder.resolve("bindings").toString());
      configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
      configuration.setPagingDirectory(folder.resolve("paging").toString());
      // By default nobody may send where the machine's disk is nine tenths full.
      configuration.setMaxDiskUsage(-1);
      return new JournalFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes it away, as far as nobody writes there any more: a broker that crashed may. */
  public void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger("lab").log(System.Logger.Level.DEBUG, "a journal is left", e);
    }
  }
}
