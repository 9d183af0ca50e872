package dev.halfway.web.input;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Points in time in requests: written as RFC 3339 has it, and such as every database has. */
public final class PointInTime {

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private PointInTime() {}

  /**
   * The one that a field names.
   *
   * @throws ProblemException 400 that names the field
   */
  public static Instant of(String field, String text) {
    try {
      Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
      if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
        return time;
      }
      throw new ProblemException(Problem.invalid(field, "must be from 1970 to 9999"));
    } catch (DateTimeParseException e) {
      throw new ProblemException(
          Problem.invalid(
              field, "must be an RFC 3339 time with its offset, as in 2026-11-22T10:15:30Z"));
    }
  }
}
