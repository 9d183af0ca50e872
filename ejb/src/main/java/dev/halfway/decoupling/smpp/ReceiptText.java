package dev.halfway.decoupling.smpp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delivery receipt, as SMPP 3.4 appendix B suggests it.
 *
 * <p>Only suggests: a centre may leave fields out or write other ones, so each is looked for on its
 * own. The dates name no zone; they are read and written as UTC.
 */
final class ReceiptText {

  private static final Pattern ID = Pattern.compile("(?i)\\bid:(\\S+)");
  private static final Pattern STATE = Pattern.compile("(?i)\\bstat:(\\S+)");
  private static final Pattern ERROR = Pattern.compile("(?i)\\berr:(\\S+)");
  private static final Pattern DONE = Pattern.compile("(?i)\\bdone date:(\\d{12}|\\d{10})\\b");
  private static final Pattern MESSAGE = Pattern.compile("(?is)\\btext:.*");

  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuMMddHHmm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuMMddHHmmss");

  private ReceiptText() {}

  static String delivered(String messageId, Instant submitted, Instant done) {
    return "id:%s sub:001 dlvrd:001 submit date:%s done date:%s stat:DELIVRD err:000 text:"
        .formatted(messageId, date(submitted), date(done));
  }

  /**
   * Reads a receipt.
   *
   * @param receiptedId the receipted_message_id of the deliver_sm, which goes before the text's own
   *     id; null when it has none
   * @return empty when the message it is about is not named
   */
  static Optional<Receipt> read(String text, @Nullable String receiptedId) {
    // The start of the message may follow, and could say "id:" or "stat:" too.
    String fields = MESSAGE.matcher(text).replaceFirst("");
    String id = receiptedId != null ? receiptedId : field(ID, fields);
    if (id == null) {
      return Optional.empty();
    }
    String state = field(STATE, fields);
    return Optional.of(
        new Receipt(id, state == null ? "UNKNOWN" : state, doneAt(fields), field(ERROR, fields)));
  }

  private static @Nullable Instant doneAt(String fields) {
    String date = field(DONE, fields);
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

  private static @Nullable String field(Pattern pattern, String fields) {
    Matcher matcher = pattern.matcher(fields);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String date(Instant instant) {
    return MINUTES.format(instant.atOffset(ZoneOffset.UTC));
  }
}
