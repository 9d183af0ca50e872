package dev.halfway.hub;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names for OpenTSDB, of metrics, tags and values of tags: two that differ here differ there.
 *
 * <p>It takes ASCII letters, digits, {@code -_./} and what Unicode calls letters, but keeps them in
 * ISO-8859-1, where those that have no place all become a question mark. A name of characters that
 * it keeps stays as it is. Any other character, as a unit of UTF-16, is {@code _x} with four
 * upper-case hexadecimal digits and {@code _}; so is the underscore before what would read as such
 * an escape. The empty name is {@code _x_}. It reads back from left to right.
 *
 * <p>Escapes of characters that need none are free for names of our own, which no name of an
 * event's can be.
 */
final class TsdbNames {

  /** The tag that is an event's source. */
  static final String SOURCE = "source";

  /** A tag of the event's that is called so too, with its first letter escaped. */
  private static final String OWN_SOURCE = "_x0073_ource";

  /** The tag that has all tags that are too many, with its underscore escaped. */
  private static final String MORE = "_x005F_more";

  /** As many as it takes by itself ({@code tsd.storage.max_tags}), the source among them. */
  private static final int MAX_TAGS = 8;

  private static final String EMPTY = "_x_";

  /** The longest key of a row in HBase. */
  private static final int MAX_LENGTH = Short.MAX_VALUE;

  private static final int LATIN_1 = 0xFF;
  private static final int DIGITS = 4;

  private TsdbNames() {}

  /**
   * A name.
   *
   * @throws IllegalArgumentException when it is too long
   */
  static String of(String text) {
    String name = escaped(text);
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a name of %d characters: OpenTSDB takes %d".formatted(name.length(), MAX_LENGTH));
    }
    return name;
  }

  private static String escaped(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.equals(EMPTY)) {
      return escape('_') + text.substring(1);
    }
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isKept(character) && !(character == '_' && isEscape(text, i))) {
        name.append(character);
      } else {
        name.append(escape(character));
      }
    }
    return name.toString();
  }

  private static boolean isKept(char character) {
    return character <= LATIN_1
        && (Character.isLetter(character)
            || (character >= '0' && character <= '9')
            || "-_./".indexOf(character) >= 0);
  }

  /** Also where no underscore follows: one may come of the next character. */
  private static boolean isEscape(String text, int from) {
    int digits = from + 2;
    return text.startsWith("x", from + 1)
        && digits + DIGITS <= text.length()
        && text.substring(digits, digits + DIGITS)
            .chars()
            .allMatch(digit -> "0123456789ABCDEF".indexOf(digit) >= 0);
  }

  private static String escape(char character) {
    return "_x%04X_".formatted((int) character);
  }

  /**
   * The tags of an event: its source and its own ones. Those that are too many are one tag, with
   * their names and values as its value.
   */
  static JsonObject tags(JsonObject event) {
    SortedMap<String, String> own = new TreeMap<>();
    if (event.get("tags") instanceof JsonObject given) {
      given.forEach((name, value) -> own.put(name, text(value)));
    }
    JsonObjectBuilder tags = Json.createObjectBuilder();
    tags.add(SOURCE, of(event.getString("source")));
    int kept = own.size() < MAX_TAGS ? own.size() : MAX_TAGS - 2;
    own.entrySet().stream()
        .limit(kept)
        .forEach(tag -> tags.add(tagName(tag.getKey()), of(tag.getValue())));
    if (kept < own.size()) {
      tags.add(
          MORE,
          of(
              own.entrySet().stream()
                  .skip(kept)
                  .map(TsdbNames::assignment)
                  .collect(Collectors.joining(","))));
    }
    return tags.build();
  }

  private static String tagName(String name) {
    return name.equals(SOURCE) ? OWN_SOURCE : of(name);
  }

  /** Neither side has an equals sign or a comma of its own. */
  private static String assignment(Map.Entry<String, String> tag) {
    return escaped(tag.getKey()) + '=' + escaped(tag.getValue());
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }
}
