package dev.halfway.hub;

import static java.util.stream.Collectors.toMap;

import dev.halfway.messages.MalformedMessage;
import dev.halfway.text.Causes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches as files of lines, each event on one, each chunk in one file, however often it is
 * told to.
 */
@ApplicationScoped
class FileWriter {

  private static final Logger LOG = LoggerFactory.getLogger(FileWriter.class);

  /** By day, so that no folder has too many and readers can take a part. */
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd/HHmmss-").withZone(ZoneOffset.UTC);

  @Inject private SinkFiles files;
  @Inject private HubArchive archive;

  /** Where files are. */
  interface Folder {

    /** Whether a file is there, whole. */
    boolean has(String file) throws IOException, InterruptedException;

    /**
     * Writes a file: from then on it is there, whole, and before it is not there at all. Where it
     * is there already, it is the same.
     */
    void write(String file, String lines) throws IOException, InterruptedException;
  }

  /**
   * Writes a batch of a sink.
   *
   * @throws IOException whatever has failed, the database too: lines of text are all that it takes
   *     of an event, and none can be at fault for that; and its chunks have to stay together
   */
  void write(String sink, Batch batch, Folder folder) throws IOException, InterruptedException {
    try {
      writeFiles(sink, batch, folder);
    } catch (RuntimeException | Error e) {
      throw new IOException(Causes.textOf(e), e);
    }
  }

  private void writeFiles(String sink, Batch batch, Folder folder)
      throws IOException, InterruptedException {
    Map<UUID, Chunk> left = new HashMap<>();
    batch.chunks().forEach(chunk -> left.put(chunk.id(), chunk));
    Map<UUID, String> decided = files.filesOf(sink, left.keySet());
    for (String file : decided.values().stream().distinct().sorted().toList()) {
      if (!folder.has(file)) {
        folder.write(file, lines(again(sink, file, left)));
      }
    }
    left.keySet().removeAll(decided.keySet());
    if (!left.isEmpty()) {
      String file = NAME.format(Instant.now()) + UUID.randomUUID() + ".ndjson";
      files.decide(sink, file, left.keySet());
      folder.write(file, lines(ordered(left.values())));
    }
  }

  /** All chunks of a file: those in hand, and the others as they were kept. */
  private Collection<Chunk> again(String sink, String file, Map<UUID, Chunk> inHand) {
    List<UUID> all = files.chunksOf(sink, file);
    Map<UUID, Chunk> found =
        archive.find(all.stream().filter(id -> !inHand.containsKey(id)).toList()).stream()
            .flatMap(FileWriter::unpacked)
            .collect(toMap(Chunk::id, Function.identity()));
    List<Chunk> chunks =
        all.stream()
            .map(id -> inHand.getOrDefault(id, found.get(id)))
            .filter(Objects::nonNull)
            .toList();
    if (chunks.size() < all.size()) {
      LOG.warn(
          "{}: {} is written again without {} chunks that are not kept any more, or cannot be read",
          sink,
          file,
          all.size() - chunks.size());
    }
    return chunks;
  }

  /** One that cannot be read is as good as one that is not kept. */
  private static Stream<Chunk> unpacked(PackedChunk kept) {
    try {
      return Stream.of(kept.unpack());
    } catch (MalformedMessage e) {
      return Stream.empty();
    }
  }

  /** As they stand in the table of files. */
  private static Collection<Chunk> ordered(Collection<Chunk> chunks) {
    return chunks.stream()
        .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
        .toList();
  }

  private static String lines(Collection<Chunk> chunks) {
    StringBuilder lines = new StringBuilder();
    chunks.stream()
        .flatMap(chunk -> chunk.events().stream())
        .forEach(event -> lines.append(event.json()).append('\n'));
    return lines.toString();
  }
}
