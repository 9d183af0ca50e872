package dev.halfway.shared;

/** Which values of a property are right. */
public final class ConfigRange {

  private ConfigRange() {}

  /**
   * Checks a value.
   *
   * @param property its full name
   * @throws IllegalStateException that names the property, unless the value is from the least to
   *     the most, both included
   */
  public static <T extends Comparable<T>> void check(String property, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalStateException(
          "%s: must be %s to %s: %s".formatted(property, least, most, value));
    }
  }
}
