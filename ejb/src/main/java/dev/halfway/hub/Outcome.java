package dev.halfway.hub;

import java.util.Map;

/**
 * What has become of events: those without a verdict are written.
 *
 * @param verdicts of those that are not written
 * @param taken whether the system itself has said that it has one of them: it is no outage then
 */
record Outcome(Map<Event, EventVerdict> verdicts, boolean taken) {

  /** All is written. */
  static final Outcome WRITTEN = new Outcome(Map.of(), true);

  boolean has(EventVerdict.Kind kind) {
    return verdicts.values().stream().anyMatch(verdict -> verdict.kind() == kind);
  }
}
