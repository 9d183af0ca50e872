package dev.halfway.decoupling.smpp;

/** Phone numbers in logs. */
public final class PhoneNumbers {

  private static final int SHOWN = 3;

  private PhoneNumbers() {}

  /** The last digits only: enough to compare, too little to call. */
  public static String masked(String number) {
    return "…" + number.substring(Math.max(0, number.length() - SHOWN));
  }
}
