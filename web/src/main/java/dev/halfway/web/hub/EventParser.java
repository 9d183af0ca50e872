package dev.halfway.web.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.halfway.hub.Event;
import dev.halfway.web.json.Utf8;
import dev.halfway.web.json.Utf8.NotUtf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event: {@code {id?, at, source, level?, message?, metrics?: {name: number}, tags?:
 * {name: value}}}; more fields stay as they are. It goes on as it came, with an id where it had
 * none. Not thread-safe.
 *
 * <p>What is checked is what goes on: the bytes become text once, and that text is what is parsed
 * and what is kept. What JSON allows and systems read differently, or not at all, is no event:
 * names that are given twice, halves of characters, numbers that no double holds.
 */
final class EventParser {

  private static final int DEEPEST = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private static final Pattern ID = Pattern.compile("[!-~]{1,128}");
  private static final Pattern BREAKS = Pattern.compile("[\\r\\n]+");

  /** Where Jackson says by which of its methods a limit can be changed. */
  private static final Pattern SETTING = Pattern.compile(", from `[^`]*`");

  private static final int MAX_SOURCE_LENGTH = 200;
  private static final int MAX_LEVEL_LENGTH = 32;

  /** A whole number that is no longer is one that a double holds. */
  private static final int SHORT = 18;

  /** What is shown of a number. */
  private static final int SHOWN = 40;

  private final JsonParser parser;

  /** Whether a character may be written as an escape: without one there are no halves. */
  private final boolean escapes;

  private EventParser(JsonParser parser, boolean escapes) {
    this.parser = parser;
    this.escapes = escapes;
  }

  /** Why something is no event; the text is for whoever sent it. */
  static final class NoEvent extends Exception {
    private static final long serialVersionUID = 1;

    NoEvent(String why) {
      super(why, null, false, false);
    }
  }

  /** Reads one. */
  static Event parse(byte[] utf8) throws NoEvent {
    String text;
    String id;
    try {
      text = Utf8.decode(utf8);
      try (JsonParser parser = JSON.createParser(text)) {
        id = new EventParser(parser, text.contains("\\u")).check();
      }
    } catch (NotUtf8 e) {
      throw new NoEvent(e.getMessage());
    } catch (StreamConstraintsException e) {
      throw new NoEvent("is too much: " + SETTING.matcher(e.getOriginalMessage()).replaceAll(""));
    } catch (JsonProcessingException e) {
      throw new NoEvent("is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException(e); // No text does that.
    }
    // In texts there are none: JSON wants them escaped there.
    String line = BREAKS.matcher(text.strip()).replaceAll(" ");
    if (id != null) {
      return new Event(id, line);
    }
    String given = UUID.randomUUID().toString();
    return new Event(given, "{\"id\":\"" + given + "\"," + line.substring(1));
  }

  /** Its id; null where it has none. */
  private @Nullable String check() throws IOException, NoEvent {
    if (next() != JsonToken.START_OBJECT) {
      throw new NoEvent("must be a JSON object");
    }
    String id = null;
    boolean at = false;
    boolean source = false;
    while (next() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = next();
      switch (field) {
        case "id" -> id = id(value);
        case "at" -> at = isTime(value);
        case "source" -> source = isText(field, value, 1, MAX_SOURCE_LENGTH);
        case "level" -> isTextOrNull(field, value, MAX_LEVEL_LENGTH);
        case "message" -> isTextOrNull(field, value, Integer.MAX_VALUE);
        case "metrics" -> areNumbers(value);
        case "tags" -> areValues(value);
        default -> skip(value);
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
  }

  /** The next token, wherever it stands. */
  private JsonToken next() throws IOException, NoEvent {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return JsonToken.NOT_AVAILABLE;
    } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
      requireWholeCharacters();
    } else if (token.isNumeric()) {
      requireRange(token);
    }
    return token;
  }

  /** They cannot be written as UTF-8: each system makes something else of them. */
  private void requireWholeCharacters() throws IOException, NoEvent {
    if (escapes && !Utf8.isWhole(parser.getText())) {
      throw new NoEvent("has half of a character: an escape as \\ud83d without its other half");
    }
  }

  /** Infinity for one system is zero for another, and a third one cannot read it at all. */
  private void requireRange(JsonToken token) throws IOException, NoEvent {
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SHORT) {
      return;
    }
    String number = parser.getText();
    if (!isDouble(number)) {
      throw new NoEvent(
          "has a number that is too large or too small for a double: "
              + (number.length() <= SHOWN ? number : number.substring(0, SHOWN) + " ..."));
    }
  }

  private static boolean isDouble(String number) {
    try {
      BigDecimal exact = new BigDecimal(number);
      double near = exact.doubleValue();
      return Double.isFinite(near) && (near != 0 || exact.signum() == 0);
    } catch (NumberFormatException e) {
      return false; // Its exponent alone is too long.
    }
  }

  private void skip(JsonToken value) throws IOException, NoEvent {
    int depth = 0;
    for (JsonToken token = value; ; token = next()) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private String id(JsonToken value) throws IOException, NoEvent {
    if (value != JsonToken.VALUE_STRING || !ID.matcher(parser.getText()).matches()) {
      throw new NoEvent("id: must be 1 to 128 visible ASCII characters without a space");
    }
    return parser.getText();
  }

  private boolean isTime(JsonToken value) throws IOException, NoEvent {
    try {
      if (value == JsonToken.VALUE_STRING) {
        int year =
            OffsetDateTime.parse(parser.getText()).withOffsetSameInstant(ZoneOffset.UTC).getYear();
        if (year >= 1970 && year <= 9999) {
          return true;
        }
      }
    } catch (DateTimeException e) {
      // As any other value that is none.
    }
    throw new NoEvent("at: must be a time from 1970 to 9999, as in 2026-11-22T10:15:30.123Z");
  }

  private boolean isText(String field, JsonToken value, int min, int max)
      throws IOException, NoEvent {
    if (value != JsonToken.VALUE_STRING
        || parser.getTextLength() < min
        || parser.getTextLength() > max) {
      throw new NoEvent(
          max == Integer.MAX_VALUE
              ? field + ": must be text"
              : "%s: must be text of %d to %d characters".formatted(field, min, max));
    }
    return true;
  }

  private void isTextOrNull(String field, JsonToken value, int max) throws IOException, NoEvent {
    if (value != JsonToken.VALUE_NULL) {
      isText(field, value, 0, max);
    }
  }

  private void areNumbers(JsonToken value) throws IOException, NoEvent {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    boolean right = value == JsonToken.START_OBJECT;
    while (right && next() != JsonToken.END_OBJECT) {
      right = next().isNumeric();
    }
    if (!right) {
      throw new NoEvent("metrics: must be an object of numbers");
    }
  }

  private void areValues(JsonToken value) throws IOException, NoEvent {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    boolean right = value == JsonToken.START_OBJECT;
    while (right && next() != JsonToken.END_OBJECT) {
      JsonToken tag = next();
      right = tag.isScalarValue() && tag != JsonToken.VALUE_NULL;
    }
    if (!right) {
      throw new NoEvent("tags: must be an object of texts, numbers and booleans");
    }
  }
}
