package dev.halfway.settings;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which values of a setting are right.
 *
 * @param text the same for people, as in "a whole number, 1 to 100"
 * @param documented what {@code ear/docs/configuration.md} has to say of it
 * @param test whether a value is right
 */
record Allowed(String text, List<String> documented, Predicate<String> test) {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,6}[mMgG]");
  private static final String NAME_OR_IPV4 = "[A-Za-z0-9._-]{1,255}";
  private static final String IPV6 = "(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?";
  private static final Pattern WEB =
      Pattern.compile("(?i)https?://[A-Za-z0-9.-]+|(?i)https?://\\[[0-9a-f:.]+\\]");
  private static final int MEGABYTES_OF_GIGABYTE = 1024;

  /** Digits only: neither blanks nor signs, but a minus. */
  static Allowed whole(long least, long most) {
    String range = String.format(Locale.ROOT, "%,d to %,d", least, most);
    return new Allowed(
        "a whole number, " + range,
        List.of(range),
        value ->
            WHOLE.matcher(value).matches()
                && Long.parseLong(value) >= least
                && Long.parseLong(value) <= most);
  }

  /** Digits, and a point between some of them: no exponent, no infinity, and no NaN. */
  static Allowed decimal(String least, String most) {
    BigDecimal from = new BigDecimal(least);
    BigDecimal to = new BigDecimal(most);
    String range = String.format(Locale.ROOT, "%s to %,d", least, to.toBigIntegerExact());
    return new Allowed(
        "a number, " + range,
        List.of(range),
        value ->
            DECIMAL.matcher(value).matches()
                && new BigDecimal(value).compareTo(from) >= 0
                && new BigDecimal(value).compareTo(to) <= 0);
  }

  /** As ISO 8601 and {@link Duration} write it. */
  static Allowed duration(String least, String most) {
    Duration from = Duration.parse(least);
    Duration to = Duration.parse(most);
    String range = least + " to " + most;
    return new Allowed(
        "a duration, " + range,
        List.of(range),
        value -> {
          try {
            Duration duration = Duration.parse(value);
            return duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0;
          } catch (DateTimeParseException e) {
            return false;
          }
        });
  }

  /** Of memory, as the Java virtual machine takes it. */
  static Allowed megabytes(int least, int most) {
    String range = least + "m to " + most / MEGABYTES_OF_GIGABYTE + "g";
    return new Allowed(
        "a size in megabytes or gigabytes, " + range,
        List.of(range),
        value ->
            SIZE.matcher(value).matches()
                && inMegabytes(value) >= least
                && inMegabytes(value) <= most);
  }

  private static long inMegabytes(String size) {
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return size.toLowerCase(Locale.ROOT).endsWith("g") ? number * MEGABYTES_OF_GIGABYTE : number;
  }

  static Allowed oneOf(String... values) {
    List<String> all = List.of(values);
    return new Allowed("one of " + String.join(", ", all), all, all::contains);
  }

  static Allowed matching(String pattern, String text) {
    return new Allowed(text, List.of(), Pattern.compile(pattern).asMatchPredicate());
  }

  /** Anything that a person would type on one line. */
  static Allowed text(int most) {
    return matching(
        "(?s)(?!\\s)[^\\p{Cntrl}]{1," + most + "}(?<!\\s)",
        String.format(
            Locale.ROOT,
            "1 to %,d characters, none of control and no white space at the ends",
            most));
  }

  /** Where blanks may be part of it. */
  static Allowed printable(int most) {
    return matching(
        "[^\\p{Cntrl}]{1," + most + "}", "1 to " + most + " characters, none of control");
  }

  /** What SMPP and others take on the wire. */
  static Allowed ascii(int most) {
    return matching("[ -~]{1," + most + "}", "1 to " + most + " printable ASCII characters");
  }

  static Allowed host() {
    return matching(NAME_OR_IPV4 + "|" + IPV6, "a host name or an address");
  }

  static Allowed port(int least) {
    return whole(least, 65_535);
  }

  /** Of a system that speaks HTTP. */
  static Allowed web() {
    return matching("(" + WEB.pattern() + ")(:[0-9]{1,5})?(/[!-~]*)?", "an http or https address");
  }

  static Allowed readableFile() {
    return new Allowed(
        "a file that can be read",
        List.of(),
        value -> {
          try {
            return Files.isRegularFile(Path.of(value)) && Files.isReadable(Path.of(value));
          } catch (InvalidPathException e) {
            return false;
          }
        });
  }

  boolean has(String value) {
    return test.test(value);
  }
}
