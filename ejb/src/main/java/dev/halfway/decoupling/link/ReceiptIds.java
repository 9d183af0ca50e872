package dev.halfway.decoupling.link;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a centre writes the id of a message: in its answer to the submit_sm, and in the receipt.
 *
 * <p>SMPP 3.4 §5.2.23 has them the same, character by character. Many a centre answers with hex
 * digits and writes a decimal number into the receipt, or the other way round, or adds zeros. Which
 * one does what cannot be seen in an id, as all of its digits may be decimal by chance: it has to
 * be set. Kannel's {@code msg-id-type} has the same choices (-1, 0, 3, 1, 2), Jasmin's {@code
 * dlr_msgid} three of them.
 *
 * <p>{@link #ofAnswer} and {@link #ofReceipt} bring both into one form: the id as it is, or its
 * decimal number. An id that is not written as a number is kept as it is, and so never equals one.
 */
public enum ReceiptIds {
  /** The same characters in both. */
  AS_IS(0, 0),
  /** Decimal in both; leading zeros do not count. */
  DECIMAL(10, 10),
  /** Hex digits in both; neither letter case nor leading zeros count. */
  HEX(16, 16),
  /** Hex digits in the answer, decimal in the receipt. */
  HEX_TO_DECIMAL(16, 10),
  /** Decimal in the answer, hex digits in the receipt. */
  DECIMAL_TO_HEX(10, 16);

  /** What {@link #ofAnswer} and {@link #ofReceipt} give has no more characters. */
  public static final int MAX_LENGTH = 80;

  /** SMPP 3.4 §4.4.2: more is no id that a centre can have answered. */
  private static final int MAX_ID = 64;

  private static final Pattern DECIMAL_DIGITS = Pattern.compile("([0-9]{1," + MAX_ID + "})");
  private static final Pattern HEX_DIGITS =
      Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1," + MAX_ID + "})");

  private final int answer;
  private final int receipt;

  ReceiptIds(int answer, int receipt) {
    this.answer = answer;
    this.receipt = receipt;
  }

  /** What receipts are to be found by for an id that the centre has answered. */
  String ofAnswer(String id) {
    return number(id, answer).orElse(id);
  }

  /**
   * The same for the id in a receipt.
   *
   * <p>Where it names the message twice, a centre that writes the two sorts of ids differently does
   * so in the text, and may have the answer's own id in the parameter: then the text goes first.
   *
   * @param parameter its receipted_message_id
   * @param text what its text names as the id
   * @return empty when it names no id that can be one
   */
  Optional<String> ofReceipt(@Nullable String parameter, @Nullable String text) {
    Optional<String> ofParameter = possible(parameter);
    Optional<String> ofText = possible(text);
    return (answer == receipt ? ofParameter.or(() -> ofText) : ofText.or(() -> ofParameter))
        .map(this::ofReceipt);
  }

  private static Optional<String> possible(@Nullable String id) {
    return Optional.ofNullable(id).filter(it -> it.length() <= MAX_ID);
  }

  private String ofReceipt(String id) {
    return number(id, receipt).or(() -> number(id, answer)).orElse(id);
  }

  private static Optional<String> number(String id, int radix) {
    Matcher digits = (radix == 16 ? HEX_DIGITS : DECIMAL_DIGITS).matcher(id);
    return radix != 0 && digits.matches()
        ? Optional.of(new BigInteger(digits.group(1), radix).toString())
        : Optional.empty();
  }
}
