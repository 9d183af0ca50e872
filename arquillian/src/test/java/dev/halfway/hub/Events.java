package dev.halfway.hub;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Events that follow each other by a millisecond.
 *
 * @param prefix what their ids begin with, and no others'; their tag too
 */
public record Events(String prefix) {

  /** The time of the first one. */
  public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /** Others than ever before. */
  public static Events fresh() {
    return new Events(UUID.randomUUID().toString().substring(0, 8) + "-");
  }

  /** What one is called. */
  public String id(int number) {
    return prefix + number;
  }

  /** One on a line, as shops log. */
  public String line(int number) {
    return ("{\"id\":\"%s\",\"at\":\"%s\",\"source\":\"shop\",\"level\":\"INFO\","
            + "\"message\":\"GET /cart/%d\",\"metrics\":{\"latency\":%d.5},\"tags\":{\"run\":\"%s\"}}")
        .formatted(id(number), START.plusMillis(number), number, number % 300, prefix);
  }

  /** Some, one on each line. */
  public String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::line).collect(Collectors.joining("\n"));
  }

  /** Has the hub take some. */
  public void collect(HubClient hub, int from, int to) {
    HubClient.assertAccepted(hub.post(lines(from, to)), to - from);
  }

  /** The ids of the first ones, sorted. */
  public List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(this::id).sorted().toList();
  }
}
