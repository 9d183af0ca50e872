package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.smpp.Concatenation;
import dev.halfway.decoupling.smpp.SmsSegment;
import dev.halfway.decoupling.smpp.SmsText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest accepted messages, and the parts of those not complete yet.
 *
 * <p>Like a handset it drops a part that it has, also of a message that is complete already. A part
 * with another content under the same reference begins another message. Thread-safe.
 */
final class ReceivedMessages {

  private final int capacity;
  private final Deque<SimulatedSms> messages = new ArrayDeque<>();
  private final Map<Key, Map<Integer, SmsSegment>> parts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<Integer, SmsSegment>> eldest) {
          return size() > capacity;
        }
      };

  ReceivedMessages(int capacity) {
    this.capacity = capacity;
  }

  /** Takes a segment that the centre answers with the id. */
  synchronized void take(String messageId, String from, String to, SmsSegment segment) {
    List<SmsSegment> complete = complete(from, to, segment);
    if (complete.isEmpty()) {
      return;
    }
    messages.addLast(
        new SimulatedSms(
            messageId, from, to, SmsText.join(complete), complete.size(), Instant.now()));
    if (messages.size() > capacity) {
      messages.removeFirst();
    }
  }

  /** All segments of the message that this one completes; empty when it completes none. */
  private List<SmsSegment> complete(String from, String to, SmsSegment segment) {
    Concatenation place = segment.place();
    if (place == null) {
      return List.of(segment);
    }
    Key key = new Key(from, to, place.reference(), place.parts());
    Map<Integer, SmsSegment> known = parts.computeIfAbsent(key, k -> new HashMap<>());
    @Nullable SmsSegment before = known.put(place.number(), segment);
    if (segment.equals(before)) {
      return List.of();
    }
    if (before != null) {
      known.clear();
      known.put(place.number(), segment);
    }
    return known.size() == place.parts() ? List.copyOf(known.values()) : List.of();
  }

  /** Oldest first. */
  synchronized List<SimulatedSms> messages() {
    return List.copyOf(messages);
  }

  synchronized void clear() {
    messages.clear();
    parts.clear();
  }

  private record Key(String from, String to, int reference, int parts) {}
}
