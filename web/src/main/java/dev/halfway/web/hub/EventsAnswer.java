package dev.halfway.web.hub;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What has become of the events of a request.
 *
 * @param accepted how many are durable and will be written to every sink
 * @param rejected why others are no events; the first 1,000 of them
 * @param rejectedInAll how many are none
 */
public record EventsAnswer(
    @Schema(examples = "2") long accepted, List<Rejected> rejected, long rejectedInAll) {

  /**
   * A line, or an element of an array, that is no event.
   *
   * @param line counted from 1
   */
  public record Rejected(
      @Schema(examples = "3") long line, @Schema(examples = "at: is missing") String reason) {}
}
