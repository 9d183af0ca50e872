package dev.halfway.half.probe;

import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One transaction as a probe is to run it: first the row, then the messages, then the end.
 *
 * <p>The n-th message's text, from 0, is {@code <id>#<n>}, followed by a space and filling where a
 * size is asked for.
 *
 * @param id key of the row, and part of each message; one transaction's alone
 * @param row whether the transaction writes a row at all
 * @param messages how many it sends; without end while time is not up, where it ends so
 * @param way how it sends them
 * @param ending how it ends
 * @param hold where it waits until {@link HalfProbe#release}
 * @param queue where the messages go
 * @param properties of each message
 * @param delayMillis delivery delay; 0 is none
 * @param liveMillis time to live; 0 is for ever
 * @param size of the filling of each text, in characters
 */
public record Script(
    String id,
    boolean row,
    int messages,
    Way way,
    Ending ending,
    Hold hold,
    String queue,
    Map<String, String> properties,
    long delayMillis,
    long liveMillis,
    int size) {

  private static final String PROPERTY = "property.";

  /** A row and one message, committed. */
  public static Script of(String id) {
    return new Script(
        id, true, 1, Way.INJECTED, Ending.COMMIT, Hold.NOWHERE, HalfProbe.QUEUE, Map.of(), 0, 0, 0);
  }

  /** Without a row: the transaction does not touch the database. */
  public Script withoutRow() {
    return new Script(
        id, false, messages, way, ending, hold, queue, properties, delayMillis, liveMillis, size);
  }

  /** With so many messages. */
  public Script messages(int count) {
    return new Script(
        id, row, count, way, ending, hold, queue, properties, delayMillis, liveMillis, size);
  }

  /** Sent in this way. */
  public Script by(Way how) {
    return new Script(
        id, row, messages, how, ending, hold, queue, properties, delayMillis, liveMillis, size);
  }

  /** Ending so. */
  public Script ending(Ending how) {
    return new Script(
        id, row, messages, way, how, hold, queue, properties, delayMillis, liveMillis, size);
  }

  /** Waiting there until it is released. */
  public Script holding(Hold where) {
    return new Script(
        id, row, messages, way, ending, where, queue, properties, delayMillis, liveMillis, size);
  }

  /** With messages to another queue. */
  public Script to(String name) {
    return new Script(
        id, row, messages, way, ending, hold, name, properties, delayMillis, liveMillis, size);
  }

  /** With one more property, a string, in each message. */
  public Script property(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new Script(
        id, row, messages, way, ending, hold, queue, more, delayMillis, liveMillis, size);
  }

  /** With a delivery delay. */
  public Script delayed(long millis) {
    return new Script(
        id, row, messages, way, ending, hold, queue, properties, millis, liveMillis, size);
  }

  /** With a time to live. */
  public Script living(long millis) {
    return new Script(
        id, row, messages, way, ending, hold, queue, properties, delayMillis, millis, size);
  }

  /** With so many characters more in each text. */
  public Script filled(int characters) {
    return new Script(
        id,
        row,
        messages,
        way,
        ending,
        hold,
        queue,
        properties,
        delayMillis,
        liveMillis,
        characters);
  }

  /** The one that commits while this one is suspended. */
  public Script inner() {
    return new Script(
        id + "-inner",
        row,
        messages,
        way,
        Ending.COMMIT,
        Hold.NOWHERE,
        queue,
        properties,
        delayMillis,
        liveMillis,
        size);
  }

  /** Of the n-th message, without filling. */
  public String text(int n) {
    return id + "#" + n;
  }

  String toQuery() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", id);
    all.put("row", row);
    all.put("messages", messages);
    all.put("way", way);
    all.put("ending", ending);
    all.put("hold", hold);
    all.put("queue", queue);
    all.put("delay", delayMillis);
    all.put("live", liveMillis);
    all.put("size", size);
    properties.forEach((name, value) -> all.put(PROPERTY + name, value));
    return all.entrySet().stream()
        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue().toString()))
        .collect(joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Script read(Map<String, String[]> parameters) {
    Map<String, String> properties = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) -> {
          if (name.startsWith(PROPERTY)) {
            properties.put(name.substring(PROPERTY.length()), values[0]);
          }
        });
    return new Script(
        one(parameters, "id"),
        Boolean.parseBoolean(one(parameters, "row")),
        Integer.parseInt(one(parameters, "messages")),
        Way.valueOf(one(parameters, "way")),
        Ending.valueOf(one(parameters, "ending")),
        Hold.valueOf(one(parameters, "hold")),
        one(parameters, "queue"),
        properties,
        Long.parseLong(one(parameters, "delay")),
        Long.parseLong(one(parameters, "live")),
        Integer.parseInt(one(parameters, "size")));
  }

  private static String one(Map<String, String[]> parameters, String name) {
    String[] values = parameters.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return values[0];
  }
}
