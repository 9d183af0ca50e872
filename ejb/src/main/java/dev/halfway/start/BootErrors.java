package dev.halfway.start;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What WildFly says that went wrong while it started, as text that has the causes in it. */
record BootErrors(String text) {
  private static final Pattern COMPLAINT =
      Pattern.compile("((halfway|jboss)\\.[a-z.*-]+[a-z*]|HALFWAY_[A-Z_]+)( or [a-z.-]+)?( \\([A-Z_]+\\))?: [^\\n\"]+");
  boolean concernTheServer() { return false; }
  Optional<String> complaint() { return COMPLAINT.matcher(text).results().map(m -> m.group()).findFirst(); }
  Optional<String> lastCause() { return Optional.of(text); }
  static Optional<String> databaseCause(String answer) { return Optional.of(answer); }
}
