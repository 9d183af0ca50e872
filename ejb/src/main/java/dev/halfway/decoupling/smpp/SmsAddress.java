package dev.halfway.decoupling.smpp;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/** An address as it goes over the wire (SMPP 3.4 §5.2.5 to §5.2.9). */
public record SmsAddress(TypeOfNumber ton, NumberingPlanIndicator npi, String value) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
  private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,15}");

  /** 23.040 §9.1.2.5: ten octets of packed septets; SMPP 3.4 §3.1: ASCII. */
  private static final Pattern NAME = Pattern.compile("[ -~]{1,11}");

  /** A number with its country code: international, ISDN (E.164). */
  public static SmsAddress number(String phone) {
    if (!E164.matcher(phone).matches()) {
      throw new IllegalArgumentException("not an E.164 number with a leading +");
    }
    return new SmsAddress(
        TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, phone.substring(1));
  }

  /** A sender: a number, a short code of the network, or a name. */
  public static SmsAddress sender(String from) {
    if (from.startsWith("+")) {
      return number(from);
    }
    if (SHORT_CODE.matcher(from).matches()) {
      return new SmsAddress(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, from);
    }
    if (NAME.matcher(from).matches()) {
      return new SmsAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, from);
    }
    throw new IllegalArgumentException(
        "a sender is a number with a leading +, a short code or a name of 1 to 11 ASCII"
            + " characters");
  }

  /** The source address of a submit_sm as it came in. */
  public static SmsAddress source(SubmitSm pdu) {
    return read(pdu.getSourceAddrTon(), pdu.getSourceAddrNpi(), pdu.getSourceAddr());
  }

  /** The destination address of a submit_sm as it came in. */
  public static SmsAddress destination(SubmitSm pdu) {
    return read(pdu.getDestAddrTon(), pdu.getDestAddrNpi(), pdu.getDestAddress());
  }

  private static SmsAddress read(byte ton, byte npi, @Nullable String value) {
    // jsmpp reads an empty C-octet string as null.
    return new SmsAddress(
        TypeOfNumber.valueOf(ton),
        NumberingPlanIndicator.valueOf(npi),
        Objects.requireNonNullElse(value, ""));
  }

  /** The address as a person writes it: an international number with its plus. */
  public String display() {
    return ton == TypeOfNumber.INTERNATIONAL ? "+" + value : value;
  }
}
