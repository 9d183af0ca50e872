package dev.halfway.start;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what group and others may do from files that are there already; new ones are private by the
 * umask of the start script. Links are left alone, and so are file systems without such
 * permissions.
 */
final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /**
   * A folder, and all that is in it.
   *
   * @throws IOException where one of them belongs to another user, as a volume may that is mounted
   *     for the server; all that can be private is by then
   */
  static void narrow(Path folder) throws IOException {
    Narrowing narrowing = new Narrowing();
    Files.walkFileTree(folder, narrowing);
    if (narrowing.failure != null) {
      throw narrowing.failure;
    }
  }

  private static final class Narrowing extends SimpleFileVisitor<Path> {

    private @Nullable IOException failure;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return visitFile(folder, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isSymbolicLink()) {
        try {
          narrowOne(file);
        } catch (IOException e) {
          visitFileFailed(file, e);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // What another process has deleted meanwhile needs nothing.
      if (failure == null && !(e instanceof NoSuchFileException)) {
        failure = e;
      }
      return FileVisitResult.CONTINUE;
    }

    private static void narrowOne(Path file) throws IOException {
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.retainAll(OWNER)) {
        // Not by the view that does not follow links: Linux has no such call.
        Files.setPosixFilePermissions(file, permissions);
      }
    }
  }
}
