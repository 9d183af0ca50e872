package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.halfway.disk.DiskSpace;
import dev.halfway.testing.Injected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  private static final String FILE = "2026-11-22/one.ndjson";

  private final LocalFiles files = new LocalFiles();
  private final DiskSpace disk = new DiskSpace();
  private Path folder;

  @BeforeEach
  void start(@TempDir Path empty) {
    folder = empty;
    Injected.into(files, "folder", Optional.of(folder.toString()));
    Injected.into(files, "serverData", Optional.empty());
    Injected.into(files, "disk", disk);
    files.start();
  }

  @Test
  void aFileIsThereWhole() throws IOException {
    files.write(FILE, "one\ntwo\n");

    assertThat(files.has(FILE)).isTrue();
    assertThat(folder.resolve(FILE)).hasContent("one\ntwo\n");
  }

  @Test
  void theReserveOfTheDiskIsNotWrittenInto() throws IOException {
    Injected.into(disk, "reserve", Long.MAX_VALUE);

    assertThatIOException()
        .isThrownBy(() -> files.write(FILE, "one\n"))
        .withMessageContaining("the disk is full");
    assertThat(files.has(FILE)).isFalse();
    try (var all = Files.list(folder)) {
      assertThat(all).isEmpty();
    }
  }
}
