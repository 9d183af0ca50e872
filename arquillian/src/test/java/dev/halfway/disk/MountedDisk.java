package dev.halfway.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wildfly.core.launcher.CommandBuilder;

/**
 * A file system in memory. It takes no rights: a process of ours has it mounted in a namespace of
 * its own, and the server is started in there. Root needs no namespace of users for that, which
 * some machines refuse.
 */
record MountedDisk(Process holder, List<String> namespaces, Path folder) implements SmallDisk {

  private static final List<String> MOUNTS = List.of("--mount");
  private static final List<String> USERS_AND_MOUNTS = List.of("--user", "--mount");
  private static final String FILLING = "filling";
  private static final int BLOCK = 4_096;
  private static final int MEGABYTE = 1 << 20;

  /** One in place of a folder; empty where this machine lets us have none. */
  static Optional<MountedDisk> at(Path place, int megabytes) {
    try {
      Files.createDirectories(place);
      Optional<MountedDisk> asUser = in(USERS_AND_MOUNTS, "--map-root-user", place, megabytes);
      return asUser.isPresent() ? asUser : in(MOUNTS, "--propagation=private", place, megabytes);
    } catch (IOException e) {
      return Optional.empty(); // There are no such programs.
    }
  }

  private static Optional<MountedDisk> in(
      List<String> namespaces, String option, Path place, int megabytes) throws IOException {
    // It ends with the test at the latest: there is no more to read then.
    String script =
        "mount -t tmpfs -o size=%dm none '%s' && echo mounted && exec cat >/dev/null"
            .formatted(megabytes, place);
    Process holder =
        new ProcessBuilder(
                Stream.of(
                        Stream.of("unshare"),
                        namespaces.stream(),
                        Stream.of(option, "sh", "-c", script))
                    .flatMap(part -> part)
                    .toList())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
    return "mounted".equals(said.readLine())
        ? Optional.of(
            new MountedDisk(holder, namespaces, Path.of("/proc/" + holder.pid() + "/root" + place)))
        : Optional.empty();
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public CommandBuilder using(CommandBuilder program) {
    List<String> in =
        Stream.of(
                Stream.of("nsenter", "-t", String.valueOf(holder.pid())),
                namespaces.stream(),
                Stream.of("--preserve-credentials", "--"))
            .flatMap(part -> part)
            .toList();
    return new CommandBuilder() {
      @Override
      public List<String> buildArguments() {
        return program.buildArguments();
      }

      @Override
      public List<String> build() {
        return Stream.concat(in.stream(), program.build().stream()).toList();
      }
    };
  }

  @Override
  public List<String> javaOptions() {
    return List.of();
  }

  @Override
  public void fill(long left) {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(FILLING), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long take = folder.toFile().getUsableSpace() - left;
      while (take > 0) {
        take -= file.write(ByteBuffer.allocate((int) Math.min(take, MEGABYTE)));
      }
      while (left == 0) {
        file.write(ByteBuffer.allocate(BLOCK));
      }
    } catch (IOException e) {
      if (left > 0) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void free() {
    try {
      Files.deleteIfExists(folder.resolve(FILLING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holder.destroy();
  }
}
