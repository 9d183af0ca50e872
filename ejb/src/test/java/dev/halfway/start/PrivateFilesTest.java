package dev.halfway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

  private final Path folder;

  PrivateFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void groupAndOthersLoseEverythingAndTheOwnerNothing() throws IOException {
    Path inner = folderWith(folder.resolve("inner"), "rwxrwxr-x");
    Path script = fileWith(inner.resolve("script"), "rwxr-xr-x");
    Path locked = fileWith(inner.resolve("locked"), "r--r--r--");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    PrivateFiles.narrow(folder);

    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(inner)).isEqualTo("rwx------");
    assertThat(permissions(script)).isEqualTo("rwx------");
    assertThat(permissions(locked)).isEqualTo("r--------");
  }

  @Test
  void whatALinkLeadsToIsLeftAlone(@TempDir Path elsewhere) throws IOException {
    Path shared = folderWith(elsewhere.resolve("shared"), "rwxr-xr-x");
    Path file = fileWith(shared.resolve("file"), "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("folder"), shared);
    Files.createSymbolicLink(folder.resolve("file"), file);
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));

    PrivateFiles.narrow(folder);

    assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(file)).isEqualTo("rw-r--r--");
  }

  @Test
  void aFolderWithSomethingElseInItIsNoDataFolder() throws IOException {
    fileWith(folder.resolve("letters.txt"), "rw-r--r--");

    assertThatThrownBy(() -> DataFolder.take(folder.toString()))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "HALFWAY_DATA: '%s' must be a folder of its own, and has 'letters.txt' in it", folder);
    assertThat(folder).isDirectoryNotContaining("glob:**.lock");
  }

  @Test
  void aVolumeOfItsOwnAndWhatAnEarlierVersionLeftAreDataFolders(@TempDir Path earlier)
      throws IOException, StartRefused {
    folderWith(folder.resolve("lost+found"), "rwx------");
    folderWith(folder.resolve(".snapshot"), "rwx------");
    folderWith(earlier.resolve("h2"), "rwxr-xr-x");
    fileWith(earlier.resolve("notes.txt"), "rw-r--r--");

    assertThat(DataFolder.take(folder.toString())).isEqualTo(folder.toRealPath());
    assertThat(DataFolder.take(earlier.toString())).isEqualTo(earlier.toRealPath());
    assertThat(DataFolder.take(earlier.resolve("new/one").toString())).isDirectory();
  }

  private static Path folderWith(Path folder, String permissions) throws IOException {
    return Files.setPosixFilePermissions(
        Files.createDirectories(folder), PosixFilePermissions.fromString(permissions));
  }

  private static Path fileWith(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(
        Files.writeString(file, "x"), PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
