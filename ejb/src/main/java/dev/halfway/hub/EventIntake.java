package dev.halfway.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes the events of one request in, as they come, many at once. Not thread-safe.
 *
 * <p>What was {@linkplain #accepted accepted} is durable, whatever happens to the rest.
 */
public final class EventIntake {

  /**
   * A chunk has this many characters at most, or a single event: of a message of more than 100 kB
   * the broker would make a file.
   */
  private static final int CHUNK_CHARACTERS = 64_000;

  /** One transaction has so many chunks. */
  private static final int CHUNKS = 8;

  private final HubGate gate;
  private final EventCollector collector;
  private final List<PackedChunk> chunks = new ArrayList<>();
  private List<Event> events = new ArrayList<>();
  private int characters;
  private int pending;
  private long accepted;

  EventIntake(HubGate gate, EventCollector collector) {
    this.gate = gate;
    this.collector = collector;
  }

  /**
   * Takes one in, together with others that come soon.
   *
   * @throws Backlogged when it was not taken in, nor those since {@link #accepted} last grew
   * @throws dev.halfway.disk.DiskFull likewise
   * @throws RuntimeException when database or broker fail: whether those were taken in is not known
   */
  public void add(Event event) throws Backlogged {
    int length = event.id().length() + event.json().length() + 2;
    if (characters + length > CHUNK_CHARACTERS) {
      close();
    }
    if (chunks.size() == CHUNKS) {
      flush();
    }
    events.add(event);
    characters += length;
    pending++;
  }

  /** Takes in what has come; fails as {@link #add} does. */
  public void flush() throws Backlogged {
    close();
    if (chunks.isEmpty()) {
      return;
    }
    gate.enter(chunks.size());
    collector.collect(chunks);
    accepted += pending;
    pending = 0;
    chunks.clear();
  }

  private void close() {
    if (!events.isEmpty()) {
      chunks.add(new Chunk(UUID.randomUUID(), events).pack());
      events = new ArrayList<>();
      characters = 0;
    }
  }

  /** How many events are taken in. */
  public long accepted() {
    return accepted;
  }
}
