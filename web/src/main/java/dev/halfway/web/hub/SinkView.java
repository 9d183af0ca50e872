package dev.halfway.web.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.halfway.hub.SinkStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sink, as clients see it.
 *
 * @param on whether the node that was asked writes to it
 * @param delivered events that were written, on all nodes; those written again count again
 * @param refused events that it does not take, which are dead letters
 * @param lag messages that wait, each of many events
 * @param rate events per second that were written in the last ten seconds
 * @param lastError the last time that events could not be written; null when there was none
 * @param replay what is being written again; null where nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Sink")
public record SinkView(
    @Schema(examples = "elasticsearch") String name,
    boolean on,
    boolean paused,
    @Schema(examples = "120000") long delivered,
    @Schema(examples = "1") long refused,
    @Schema(examples = "12") long lag,
    @Schema(examples = "20000.0") double rate,
    @Nullable LastError lastError,
    @Nullable Replay replay) {

  /** Why events could not be written. */
  @Schema(name = "SinkError")
  public record LastError(Instant at, String message) {}

  /**
   * Events that are written again.
   *
   * @param from since when they were collected
   * @param done messages that were sent to the sink again, of all
   */
  @Schema(name = "SinkReplay")
  public record Replay(Instant from, long done, long all) {}

  static SinkView of(SinkStatus sink) {
    return new SinkView(
        sink.name(),
        sink.on(),
        sink.paused(),
        sink.delivered(),
        sink.refused(),
        sink.lag(),
        Math.round(sink.rate() * 10) / 10.0,
        sink.error() == null || sink.errorAt() == null
            ? null
            : new LastError(sink.errorAt(), sink.error()),
        sink.replay() == null
            ? null
            : new Replay(sink.replay().since(), sink.replay().done(), sink.replay().all()));
  }
}
