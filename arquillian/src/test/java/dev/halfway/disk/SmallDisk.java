package dev.halfway.disk;

import java.nio.file.Path;
import java.util.List;
import org.wildfly.core.launcher.CommandBuilder;

/** A disk that a server has for its data alone, and that is small enough to be filled. */
public interface SmallDisk extends AutoCloseable {

  /**
   * One in place of a folder: a real one, or, where this machine lets nobody have that, one that
   * the server is only told of.
   */
  public static SmallDisk at(Path place, int megabytes) {
    return MountedDisk.at(place, megabytes)
        .<SmallDisk>map(mounted -> mounted)
        .orElseGet(() -> PretendedDisk.at(place, megabytes));
  }

  /** Whether writing fails when it is full. */
  boolean isReal();

  /** The same program where the disk is; its process id stays what it would have been. */
  CommandBuilder using(CommandBuilder program);

  /** What a server's virtual machine needs to see it. */
  List<String> javaOptions();

  /** What is on it, as those see it who are elsewhere. */
  Path folder();

  /** Leaves so many bytes on it and takes all the rest, as some other program may. */
  void fill(long left);

  /** Gives back what {@link #fill} took. */
  void free();

  /** It is gone, with all that is on a real one. */
  @Override
  void close();
}
