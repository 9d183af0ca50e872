package dev.halfway.decoupling.smpp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Splits a text into the segments to submit, and puts them together again.
 *
 * <p>A text whose characters are all in the GSM default alphabet (23.038) goes out in it, any other
 * in UCS-2. Neither an escape sequence nor a surrogate pair is ever divided between two segments,
 * and the same text with the same reference always gives the same segments. Thread-safe.
 */
public final class SmsText {

  /** 23.040 §9.2.3.24.1: the number of parts is one octet. */
  public static final int MAX_PARTS = 255;

  private SmsText() {}

  /**
   * The segments of a text, one for a short text, the empty one included.
   *
   * @param reference of the concatenation, 0 to 255; a handset drops a part that it already has
   *     under the same reference
   * @throws IllegalArgumentException when the text needs more than {@value #MAX_PARTS} parts
   */
  public static List<SmsSegment> split(String text, int reference) {
    SmsAlphabet alphabet = SmsAlphabet.of(text);
    List<String> pieces = cut(text, alphabet, alphabet.single);
    if (pieces.size() == 1) {
      return List.of(new SmsSegment(alphabet, null, text));
    }
    List<String> parts = cut(text, alphabet, alphabet.part);
    if (parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "the text needs " + parts.size() + " parts, at most " + MAX_PARTS + " can be sent");
    }
    return IntStream.range(0, parts.size())
        .mapToObj(
            i ->
                new SmsSegment(
                    alphabet, new Concatenation(reference, parts.size(), i + 1), parts.get(i)))
        .toList();
  }

  /** The text of a message of which all segments are given, in any order. */
  public static String join(Collection<SmsSegment> segments) {
    return segments.stream()
        .sorted(Comparator.comparingInt(SmsText::number))
        .map(SmsSegment::text)
        .collect(Collectors.joining());
  }

  private static int number(SmsSegment segment) {
    return segment.place() == null ? 1 : Objects.requireNonNull(segment.place()).number();
  }

  private static List<String> cut(String text, SmsAlphabet alphabet, int room) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    do {
      int end = end(text, start, alphabet, room);
      pieces.add(text.substring(start, end));
      start = end;
    } while (start < text.length());
    return pieces;
  }

  /** Where the piece that begins at the start has to end. */
  private static int end(String text, int start, SmsAlphabet alphabet, int room) {
    int end = start;
    int used = 0;
    while (end < text.length() && used + alphabet.size(text, end) <= room) {
      used += alphabet.size(text, end);
      end++;
    }
    boolean dividesPair =
        end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return dividesPair ? end - 1 : end;
  }
}
