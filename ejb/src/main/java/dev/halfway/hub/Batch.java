package dev.halfway.hub;

import java.time.Instant;
import java.util.List;

/**
 * What a sink writes at once.
 *
 * @param chunks none where there was nothing
 * @param events those of the chunks that are still to be written
 * @param newest when the last of the chunks was sent, {@link Instant#MIN} where there is none
 */
record Batch(List<Chunk> chunks, List<Event> events, Instant newest) {

  /** Nothing. */
  static final Batch NONE = new Batch(List.of(), List.of(), Instant.MIN);

  static Batch of(List<Chunk> chunks, Instant newest) {
    return new Batch(
        chunks, chunks.stream().flatMap(chunk -> chunk.events().stream()).toList(), newest);
  }

  Batch only(List<Event> some) {
    return new Batch(chunks, some, newest);
  }
}
