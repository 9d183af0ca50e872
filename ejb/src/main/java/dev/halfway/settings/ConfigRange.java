package dev.halfway.settings;

import java.math.BigDecimal;

/** Which values of a property are right: as it is declared. */
public final class ConfigRange {

  private ConfigRange() {}

  /**
   * Checks a value. The server that the build makes has done so before it started; others have not.
   *
   * @param property its full name
   * @throws IllegalStateException that names the property, where the value is not allowed
   */
  public static void check(String property, Object value) {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    Settings.named(property)
        .check(text)
        .ifPresent(
            complaint -> {
              throw new IllegalStateException(complaint);
            });
  }
}
