package dev.halfway.hub;

import java.util.List;

/**
 * What a sink writes at once.
 *
 * @param chunks at least one
 * @param events those of the chunks that are still to be written, at least one
 */
record Batch(List<Chunk> chunks, List<Event> events) {

  static Batch of(List<Chunk> chunks) {
    return new Batch(chunks, chunks.stream().flatMap(chunk -> chunk.events().stream()).toList());
  }

  Batch only(List<Event> some) {
    return new Batch(chunks, some);
  }
}
