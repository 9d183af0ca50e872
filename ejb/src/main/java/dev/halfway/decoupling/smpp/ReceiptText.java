package dev.halfway.decoupling.smpp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delivery receipt, as SMPP 3.4 appendix B suggests it.
 *
 * <p>Only suggests: a centre may leave fields out or write other ones, in whatever letter case and
 * order, so each is looked for on its own. The dates name no zone; they are read and written as
 * UTC.
 *
 * @param id of the message; null where the text has none, as all that follows
 * @param state the word that the centre writes
 * @param doneAt when the state was reached, to the minute or second
 * @param error the centre's or network's own code, of any characters
 */
public record ReceiptText(
    @Nullable String id, @Nullable String state, @Nullable Instant doneAt, @Nullable String error) {

  /**
   * Neither what separates fields nor a NUL that ends the text, which no database takes. After a
   * space it may be the next field's name, where the value was left out. What is longer is no value
   * of these fields, and would be looked through again from each "id:" in it.
   */
  private static final String VALUE =
      ":(?:([!-~&&[^,;]]{1,255}+)|\\s([!-~&&[^:,;]]{1,255}+))(?=[\\s,;\\x00]|$)";

  private static final Pattern ID = field("id");
  private static final Pattern STATE = field("stat(?:e|us)?");
  private static final Pattern ERROR = field("err(?:or)?");
  private static final Pattern DONE = field("done[ _]?date");
  private static final Pattern MESSAGE = Pattern.compile("(?is)\\btext:.*");

  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuMMddHHmm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuMMddHHmmss");

  private static Pattern field(String name) {
    return Pattern.compile("(?i)\\b" + name + VALUE);
  }

  public static String delivered(String messageId, Instant submitted, Instant done) {
    return "id:%s sub:001 dlvrd:001 submit date:%s done date:%s stat:DELIVRD err:000 text:"
        .formatted(messageId, date(submitted), date(done));
  }

  /** Reads whatever is there. */
  public static ReceiptText read(String text) {
    // The start of the message may follow, and could say "id:" or "stat:" too.
    String fields = MESSAGE.matcher(text).replaceFirst("");
    return new ReceiptText(
        value(ID, fields), value(STATE, fields), doneAt(fields), value(ERROR, fields));
  }

  private static @Nullable Instant doneAt(String fields) {
    String date = value(DONE, fields);
    if (date == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(date, date.length() == 10 ? MINUTES : SECONDS)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notADate) {
      // What became of the message matters more than when.
      return null;
    }
  }

  private static @Nullable String value(Pattern field, String fields) {
    Matcher matcher = field.matcher(fields);
    if (!matcher.find()) {
      return null;
    }
    String value = matcher.group(1);
    return value == null ? matcher.group(2) : value;
  }

  private static String date(Instant instant) {
    return MINUTES.format(instant.atOffset(ZoneOffset.UTC));
  }
}
