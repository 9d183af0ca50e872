package dev.halfway.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jboss.byteman.agent.Main;
import org.wildfly.core.launcher.CommandBuilder;

/** A folder of which the server is told that so much is left: a file says how much. */
record PretendedDisk(Path folder, Path left, Path script, long size) implements SmallDisk {

  private static final String RULE =
      """
      RULE so much is left
      CLASS dev.halfway.disk.DiskSpace
      METHOD usable(java.nio.file.Path)
      AT ENTRY
      IF true
      DO RETURN java.lang.Long.parseLong(java.nio.file.Files.readString(java.nio.file.Path.of("%s", new String[0])))
      ENDRULE
      """;

  static PretendedDisk at(Path place, int megabytes) {
    Path left = place.resolveSibling("left");
    Path script = place.resolveSibling("left.btm");
    PretendedDisk disk = new PretendedDisk(place, left, script, (long) megabytes << 20);
    try {
      Files.writeString(script, RULE.formatted(left));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    disk.free();
    return disk;
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public CommandBuilder using(CommandBuilder program) {
    return program;
  }

  @Override
  public List<String> javaOptions() {
    try {
      Path byteman =
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return List.of(
          "-javaagent:%1$s=boot:%1$s,script:%2$s".formatted(byteman, script),
          "-Djboss.modules.system.pkgs=org.jboss.byteman");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** At once, so that nobody reads half a number. */
  @Override
  public void fill(long bytes) {
    try {
      Path next = left.resolveSibling("left.next");
      Files.writeString(next, String.valueOf(bytes));
      Files.move(next, left, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void free() {
    fill(size);
  }

  @Override
  public void close() {
    // What is in the folder stays with the server's other files.
  }
}
