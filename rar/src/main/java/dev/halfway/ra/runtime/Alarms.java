package dev.halfway.ra.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * What an operator has to look at. An alarm is logged when it is raised, once per subject and text,
 * and when it is cleared. Texts that differ in numbers only are one to the log. Thread-safe.
 */
public final class Alarms {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Map<String, String> raised = new ConcurrentSkipListMap<>();

  /** Raises the alarm about a subject, or changes its text. */
  public void raise(String subject, String text) {
    String before = raised.put(subject, text);
    if (before == null || !withoutNumbers(text).equals(withoutNumbers(before))) {
      LOG.log(Level.WARNING, "half messages: {0}: {1}", subject, text);
    }
  }

  private static String withoutNumbers(String text) {
    return NUMBER.matcher(text).replaceAll("#");
  }

  /** It is over. */
  public void clear(String subject) {
    if (raised.remove(subject) != null) {
      LOG.log(Level.INFO, "half messages: alarm cleared: {0}", subject);
    }
  }

  /** All that are raised, as {@code subject: text}. */
  public List<String> all() {
    return raised.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
  }
}
