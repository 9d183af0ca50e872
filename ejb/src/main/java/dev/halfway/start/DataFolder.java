package dev.halfway.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all that must survive: of one server at a time, as long as its process lives, and
 * of nothing else. What a server that was killed leaves behind hinders nobody.
 */
final class DataFolder {

  private static final String LOCK = "halfway.lock";

  /** By which a folder is known as a data folder of this or an earlier version. */
  private static final Set<String> OURS =
      Set.of(LOCK, "activemq", "content", "h2", "kernel", "operator-password", "tx-object-store");

  private static final String OF_THE_FILE_SYSTEM = "lost+found";

  /** Held until the process ends: one that nobody refers to is closed some time. */
  @SuppressWarnings("UnusedVariable")
  private static @Nullable FileChannel held;

  private DataFolder() {}

  /**
   * Makes it, takes it for this process.
   *
   * @throws StartRefused where it cannot be made, has something else in it, or is in use
   */
  static Path take(String name) throws StartRefused {
    try {
      Path folder = Files.createDirectories(Path.of(name)).toRealPath();
      requireOurs(name, folder);
      lock(name, folder.resolve(LOCK));
      return folder;
    } catch (InvalidPathException | IOException e) {
      throw refused(name, "cannot be used: " + e);
    }
  }

  /**
   * All of it is going to be private, which would be bad for a folder with something else in it.
   */
  private static void requireOurs(String name, Path folder) throws IOException, StartRefused {
    String other = null;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String found = file.getFileName().toString();
        if (OURS.contains(found)) {
          return;
        }
        if (!found.startsWith(".") && !found.equals(OF_THE_FILE_SYSTEM)) {
          other = found;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (other != null) {
      throw refused(name, "must be a folder of its own, and has '" + other + "' in it");
    }
  }

  private static void lock(String name, Path file) throws IOException, StartRefused {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw refused(
          name,
          "is in use by another server, process %s; each needs a folder of its own"
              .formatted(Files.readString(file).strip()));
    }
    channel.truncate(0);
    channel.write(
        StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + System.lineSeparator()));
    held = channel;
  }

  private static StartRefused refused(String name, String why) {
    return new StartRefused("HALFWAY_DATA: '" + name + "' " + why);
  }
}
