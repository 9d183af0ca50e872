package dev.halfway.hub;

import dev.halfway.messages.MalformedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A chunk as broker and database have it, who then write a tenth. */
final class PackedChunk {

  private final UUID id;
  private final int events;
  private final byte[] gzip;

  /**
   * One that was packed before.
   *
   * @param events how many it has
   * @param gzip its text, not to be changed any more
   */
  PackedChunk(UUID id, int events, byte[] gzip) {
    this.id = id;
    this.events = events;
    this.gzip = gzip;
  }

  static PackedChunk of(UUID id, int events, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new FastGzip(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // No array does that.
    }
    return new PackedChunk(id, events, bytes.toByteArray());
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream to) throws IOException {
      super(to);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  UUID id() {
    return id;
  }

  int events() {
    return events;
  }

  /** Not to be changed. */
  byte[] gzip() {
    return gzip;
  }

  /**
   * What was packed.
   *
   * @throws MalformedMessage when it is none
   */
  Chunk unpack() {
    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return Chunk.of(id, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new MalformedMessage("is no chunk of events", e);
    }
  }
}
