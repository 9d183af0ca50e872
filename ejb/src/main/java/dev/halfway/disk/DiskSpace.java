package dev.halfway.disk;

import dev.halfway.lifecycle.ServerStopping;
import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much is left on the disk with the data folder, as {@link DiskWatch} has last seen it.
 *
 * <p>Below {@code halfway.disk.reserve} nothing more is accepted, until a quarter more than that is
 * left. The rest is for what was accepted before: journal and database grow by it too. Where even
 * of that only a quarter is left, consumers wait. So neither broker nor database meets a full disk,
 * unless somebody else fills it between two looks. Thread-safe.
 */
@ApplicationScoped
public class DiskSpace {

  static final String PROPERTY = "halfway.disk.reserve";

  private static final int QUARTER = 4;

  @Inject
  @ConfigProperty(name = PROPERTY, defaultValue = "67108864")
  private long reserve;

  private final Object seen = new Object();

  /** Until it is seen, or where nobody can look. */
  private volatile long usable = Long.MAX_VALUE;

  private volatile boolean low;
  private volatile boolean stopping;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public DiskSpace() {}

  void check() {
    ConfigRange.check(PROPERTY, reserve);
  }

  /**
   * Bytes that are left on the disk of a folder, as the system tells: no table of mounts is asked,
   * in which a container may not find its own.
   *
   * @throws IOException when there is no such folder, or nobody can tell
   */
  public static long usable(Path folder) throws IOException {
    long usable = folder.toFile().getUsableSpace();
    if (usable == 0 && !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    return usable;
  }

  /** So much is left. */
  void seen(long bytes) {
    synchronized (seen) {
      usable = bytes;
      low = low ? bytes < reserve + reserve / QUARTER : bytes < reserve;
      seen.notifyAll();
    }
  }

  /** The server is about to stop, or goes on: nobody waits while it stops. */
  void stopping(boolean now) {
    synchronized (seen) {
      stopping = now;
      seen.notifyAll();
    }
  }

  /** Whether nothing more is accepted. */
  public boolean isLow() {
    return low;
  }

  /** Bytes that are left. */
  public long usable() {
    return usable;
  }

  /** Bytes that are held back. */
  public long reserve() {
    return reserve;
  }

  /**
   * Lets pass who is about to accept something.
   *
   * @throws DiskFull when nothing more is accepted
   */
  public void require() {
    if (low) {
      throw new DiskFull(usable, reserve);
    }
  }

  /**
   * Keeps a consumer waiting while what it stores would take the last of the disk.
   *
   * @throws ServerStopping as soon as the server stops
   */
  public void awaitRoom() {
    if (hasRoom()) {
      return;
    }
    synchronized (seen) {
      try {
        while (!hasRoom()) {
          if (stopping) {
            throw new InterruptedException("the disk is full, and the server is stopping");
          }
          seen.wait();
        }
      } catch (InterruptedException e) {
        throw new ServerStopping(e);
      }
    }
  }

  private boolean hasRoom() {
    return usable >= reserve / QUARTER;
  }
}
