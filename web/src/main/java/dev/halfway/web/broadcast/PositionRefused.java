package dev.halfway.web.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.broadcast.StartingPoints.Refused;
import dev.halfway.broadcast.StartingPoints.StartingPoint;
import dev.halfway.web.json.StrictJson;

/**
 * Tells an app that its position is not believed, and from where it goes on. A problem as in RFC
 * 9457, without {@code id}: an app that does not know it can tell it from a dispatch.
 *
 * @param position that is not believed
 * @param newest the newest dispatch
 * @param after the dispatch after which it goes on; 0 for the oldest that is kept
 */
record PositionRefused(
    String type, String title, String detail, long position, long newest, long after) {

  private static final ObjectMapper JSON = StrictJson.mapper();

  static PositionRefused of(StartingPoint point, Refused refused) {
    return new PositionRefused(
        "urn:halfway:problem:position-refused",
        "The position is above the newest dispatch",
        "%d is above %d, the newest dispatch: this app goes on after %d"
            .formatted(refused.position(), refused.newest(), point.after()),
        refused.position(),
        refused.newest(),
        point.after());
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
