package dev.halfway.hub;

import java.util.List;
import java.util.Map;

/**
 * What has become of a batch: what is neither refused nor to be written again is written.
 *
 * @param refused why the system takes these at no time
 * @param again those that it may take later
 * @param why it has not taken them now; empty where it has
 */
record Outcome(Map<Event, String> refused, List<Event> again, String why) {

  /** All is written. */
  static final Outcome WRITTEN = new Outcome(Map.of(), List.of(), "");
}
