package dev.halfway.web.transaction;

import dev.halfway.transaction.Mode;
import java.util.Locale;

/** What mechanisms are called in requests and answers. */
final class ModeNames {

  /** Any of them, as a pattern. */
  static final String PATTERN = "plain|xa|half|outbox";

  /** What is wrong with anything else. */
  static final String MESSAGE = "must be plain, xa, half or outbox";

  private ModeNames() {}

  static String of(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name that matches the pattern. */
  static Mode mode(String name) {
    return Mode.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
