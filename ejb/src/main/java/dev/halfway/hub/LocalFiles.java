package dev.halfway.hub;

import dev.halfway.disk.DiskSpace;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files on this machine, the sink that is on by itself: each node writes what it takes. A file is
 * forced to disk under another name, then renamed.
 */
@ApplicationScoped
class LocalFiles implements Sink, FileWriter.Folder {

  private static final String FOLDER = "halfway.hub.files.folder";
  private static final String OFF = "off";
  private static final String UNFINISHED = ".unfinished";

  @Inject
  @ConfigProperty(name = FOLDER)
  private Optional<String> folder;

  /** Where the server has its data; in {@code hub} there, unless it is said otherwise. */
  @Inject
  @ConfigProperty(name = "jboss.server.data.dir")
  private Optional<String> serverData;

  @Inject private FileWriter writer;
  @Inject private DiskSpace disk;

  private Path root;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  LocalFiles() {}

  @PostConstruct
  void start() {
    root = folder.map(Path::of).orElse(Path.of(serverData.orElse(""), "hub"));
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public boolean isOn() {
    if (folder.equals(Optional.of(OFF))) {
      return false;
    }
    try {
      Files.createDirectories(root);
      return true;
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s: cannot be made: %s: %s".formatted(FOLDER, root, e.getMessage()), e);
    }
  }

  @Override
  public BatchLimits limits() {
    return new BatchLimits(50_000, 8 << 20, Duration.ofSeconds(1));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    writer.write(name(), batch, this);
    return Outcome.WRITTEN;
  }

  @Override
  public boolean has(String file) {
    return Files.exists(root.resolve(file));
  }

  @Override
  public void write(String file, String lines) throws IOException {
    requireSpace();
    Path target = root.resolve(file);
    Path directory = target.resolveSibling("");
    Files.createDirectories(directory);
    Path unfinished = root.resolve(target.getFileName() + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    force(directory);
  }

  /** What is left is for what was accepted, which waits here as in any outage. */
  private void requireSpace() throws IOException {
    long usable = DiskSpace.usable(root);
    if (usable < disk.reserve()) {
      throw new IOException(
          "the disk is full: %,d bytes are left, and %,d are held back"
              .formatted(usable, disk.reserve()));
    }
  }

  /** Without it the name may be gone after a failure of the machine. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
