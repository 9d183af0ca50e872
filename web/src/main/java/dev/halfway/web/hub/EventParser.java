package dev.halfway.web.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.halfway.hub.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event: {@code {id?, at, source, level?, message?, metrics?: {name: number}, tags?:
 * {name: value}}}; more fields stay as they are. It goes on as it came, with an id where it had
 * none. Thread-safe.
 */
final class EventParser {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private static final Pattern ID = Pattern.compile("[!-~]{1,128}");
  private static final Pattern BREAKS = Pattern.compile("[\\r\\n]+");
  private static final int LONGEST_SOURCE = 200;
  private static final int LONGEST_LEVEL = 32;

  private EventParser() {}

  /** Why something is no event; the text is for whoever sent it. */
  static final class NoEvent extends Exception {
    private static final long serialVersionUID = 1;

    NoEvent(String why) {
      super(why, null, false, false);
    }
  }

  /** Reads one. */
  static Event parse(byte[] json) throws NoEvent {
    String id = check(json);
    String line = BREAKS.matcher(new String(json, StandardCharsets.UTF_8).strip()).replaceAll(" ");
    if (id != null) {
      return new Event(id, line);
    }
    String given = UUID.randomUUID().toString();
    return new Event(given, "{\"id\":\"" + given + "\"," + line.substring(1));
  }

  /** Its id; null where it has none. */
  private static @Nullable String check(byte[] json) throws NoEvent {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NoEvent("must be a JSON object");
      }
      String id = null;
      boolean at = false;
      boolean source = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "id" -> id = id(parser, value);
          case "at" -> at = isTime(parser, value);
          case "source" -> source = isText(field, parser, value, 1, LONGEST_SOURCE);
          case "level" -> isTextOrNull(field, parser, value, LONGEST_LEVEL);
          case "message" -> isTextOrNull(field, parser, value, Integer.MAX_VALUE);
          case "metrics" -> areNumbers(parser, value);
          case "tags" -> areValues(parser, value);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new NoEvent("something comes after the object");
      }
      if (!at) {
        throw new NoEvent("at: is missing");
      }
      if (!source) {
        throw new NoEvent("source: is missing");
      }
      return id;
    } catch (JsonProcessingException e) {
      throw new NoEvent("is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new NoEvent("is no UTF-8");
    }
  }

  private static String id(JsonParser parser, JsonToken value) throws IOException, NoEvent {
    if (value != JsonToken.VALUE_STRING || !ID.matcher(parser.getText()).matches()) {
      throw new NoEvent("id: must be 1 to 128 visible ASCII characters without a space");
    }
    return parser.getText();
  }

  private static boolean isTime(JsonParser parser, JsonToken value) throws IOException, NoEvent {
    try {
      if (value == JsonToken.VALUE_STRING) {
        int year = OffsetDateTime.parse(parser.getText()).getYear();
        if (year >= 1970 && year <= 9999) {
          return true;
        }
      }
    } catch (DateTimeException e) {
      // As any other value that is none.
    }
    throw new NoEvent("at: must be a time from 1970 to 9999, as in 2026-11-22T10:15:30.123Z");
  }

  private static boolean isText(
      String field, JsonParser parser, JsonToken value, int least, int most)
      throws IOException, NoEvent {
    if (value != JsonToken.VALUE_STRING
        || parser.getTextLength() < least
        || parser.getTextLength() > most) {
      throw new NoEvent(
          most == Integer.MAX_VALUE
              ? field + ": must be text"
              : "%s: must be text of %d to %d characters".formatted(field, least, most));
    }
    return true;
  }

  private static void isTextOrNull(String field, JsonParser parser, JsonToken value, int most)
      throws IOException, NoEvent {
    if (value != JsonToken.VALUE_NULL) {
      isText(field, parser, value, 0, most);
    }
  }

  private static void areNumbers(JsonParser parser, JsonToken value) throws IOException, NoEvent {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    boolean right = value == JsonToken.START_OBJECT;
    while (right && parser.nextToken() != JsonToken.END_OBJECT) {
      right = parser.nextToken().isNumeric();
    }
    if (!right) {
      throw new NoEvent("metrics: must be an object of numbers");
    }
  }

  private static void areValues(JsonParser parser, JsonToken value) throws IOException, NoEvent {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    boolean right = value == JsonToken.START_OBJECT;
    while (right && parser.nextToken() != JsonToken.END_OBJECT) {
      JsonToken tag = parser.nextToken();
      right = tag.isScalarValue() && tag != JsonToken.VALUE_NULL;
    }
    if (!right) {
      throw new NoEvent("tags: must be an object of texts, numbers and booleans");
    }
  }
}
