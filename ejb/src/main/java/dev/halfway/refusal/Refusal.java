package dev.halfway.refusal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something cannot be done, and nothing was changed.
 *
 * <p>Type and title stay the same in later versions. Both are the same for every refusal of one
 * reason; the detail says what it was this time.
 */
public abstract class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  /** Why, as far as it decides what the caller may do about it. */
  public enum Kind {
    /** The state of its subject does not allow it. */
    CONFLICT,
    /** Too much is asked for at once; it may be asked for again later. */
    OVERLOAD,
    /** A system outside has refused it. */
    REFUSED_OUTSIDE,
    /** A system outside did not answer; it may be asked again later. */
    NO_ANSWER_OUTSIDE
  }

  private final Kind kind;
  private final String type;
  private final String title;

  /**
   * A refusal.
   *
   * @param type names the reason for programs, such as {@code game-drawn}
   * @param title names the reason for people
   */
  protected Refusal(Kind kind, String type, String title, @Nullable String detail) {
    this(kind, type, title, detail, null);
  }

  /** A refusal with a cause. */
  protected Refusal(
      Kind kind, String type, String title, @Nullable String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.type = type;
    this.title = title;
  }

  /** Why, as far as it decides what the caller may do about it. */
  public Kind kind() {
    return kind;
  }

  /** Names the reason for programs. */
  public String type() {
    return type;
  }

  /** Names the reason for people. */
  public String title() {
    return title;
  }

  /** What it was this time; null where the title says it all. */
  public @Nullable String detail() {
    return getMessage();
  }

  /** When it may be asked for again, where that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
