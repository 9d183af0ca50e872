package dev.halfway.web.delay;

import dev.halfway.delay.DelayLevels;
import dev.halfway.web.input.PointInTime;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, of three ways to say it: a level, a duration from now or a point in time.
 * Exactly one of them must be there.
 *
 * @param durationField what the duration is called in the request
 * @param timeField what the point in time is called
 */
record DueTime(String durationField, String timeField) {

  static final String LEVEL = "delayLevel";

  private static final Duration MAX = Duration.ofDays(36_500);

  /**
   * The time that is meant.
   *
   * @throws ProblemException 400 that names the field that is wrong
   */
  Instant of(@Nullable Integer level, @Nullable String duration, @Nullable String time) {
    List<String> given =
        Stream.of(
                level == null ? null : LEVEL,
                duration == null ? null : durationField,
                time == null ? null : timeField)
            .filter(Objects::nonNull)
            .toList();
    if (given.isEmpty()) {
      throw wrong(durationField, "is missing, and so are " + LEVEL + " and " + timeField);
    }
    if (given.size() > 1) {
      throw wrong(given.get(1), "must not be there together with " + given.get(0));
    }
    if (level != null) {
      return Instant.now().plus(ofLevel(level));
    }
    return duration != null
        ? Instant.now().plus(ofDuration(duration))
        : PointInTime.of(timeField, Objects.requireNonNull(time));
  }

  private static Duration ofLevel(int level) {
    if (level < 1 || level > DelayLevels.all().size()) {
      throw wrong(LEVEL, "must be from 1 to " + DelayLevels.all().size());
    }
    return DelayLevels.all().get(level - 1);
  }

  private Duration ofDuration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(MAX) <= 0) {
        return duration;
      }
      throw wrong(durationField, "must be from PT0S to P36500D");
    } catch (DateTimeParseException e) {
      throw wrong(durationField, "must be an ISO 8601 duration of days to seconds, as in PT15M");
    }
  }

  private static ProblemException wrong(String field, String message) {
    return new ProblemException(Problem.invalid(field, message));
  }
}
