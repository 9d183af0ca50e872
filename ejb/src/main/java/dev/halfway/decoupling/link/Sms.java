package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.PhoneNumbers;
import dev.halfway.decoupling.smpp.SmsAddress;
import dev.halfway.decoupling.smpp.SmsText;

/**
 * A message to submit.
 *
 * <p>A value that exists can be encoded: what the centre could never be told is refused here.
 * {@code toString} shows neither the text nor the full number.
 *
 * @param from the sender: a number in E.164 with a leading +, a short code of 3 to 15 digits, or a
 *     name of 1 to 11 ASCII characters
 * @param to the recipient, in E.164 with a leading +
 * @param text of any length up to 255 parts, empty allowed
 * @param reference of the concatenation, 0 to 255; the same message must carry the same reference
 *     each time it is submitted, so that a handset drops the parts it has
 */
public record Sms(String from, String to, String text, int reference) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range or the text is too long
   */
  public Sms {
    SmsAddress.sender(from);
    SmsAddress.number(to);
    if (reference < 0 || reference > 255) {
      throw new IllegalArgumentException("the reference is 0 to 255, not " + reference);
    }
    SmsText.split(text, reference);
  }

  @Override
  public String toString() {
    return "Sms[to=" + PhoneNumbers.masked(to) + ", reference=" + reference + "]";
  }
}
