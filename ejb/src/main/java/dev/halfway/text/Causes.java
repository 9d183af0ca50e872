package dev.halfway.text;

import jakarta.ejb.EJBException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Exceptions in one line, for people who look at a list of failures. */
public final class Causes {

  private static final int LIMIT = 1000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private Causes() {}

  /**
   * What went wrong: the message of the first exception that is not merely the container's
   * wrapping, with its type where it has none; at most 1,000 characters, never blank.
   */
  public static String textOf(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof EJBException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = Objects.requireNonNullElse(cause.getMessage(), "");
    if (text.isBlank()) {
      text = cause.getClass().getSimpleName();
    }
    if (text.isEmpty()) {
      text = cause.getClass().getName(); // An anonymous class has no other.
    }
    return oneLine(text);
  }

  /** A text from elsewhere in one line, at most 1,000 characters. */
  public static String oneLine(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ");
    return cut(line, LIMIT);
  }

  /** The beginning of a text, at most so many UTF-16 units, and no half of a character. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
