package dev.halfway.hub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sink and how it is.
 *
 * @param on whether it is configured on the node that was asked
 * @param delivered events that were written, on all nodes, since ever; those written again count
 *     again
 * @param refused events that became dead letters
 * @param lag chunks of events that wait, of a replay too
 * @param rate events per second that were written in the last ten seconds
 * @param error why events could not be written, the last time that happened; null when it never has
 * @param replay the replay that is under way; null where there is none
 */
public record SinkStatus(
    String name,
    boolean on,
    boolean paused,
    long delivered,
    long refused,
    long lag,
    double rate,
    @Nullable String error,
    @Nullable Instant errorAt,
    @Nullable Replay replay) {

  /**
   * A replay.
   *
   * @param since from when on what was collected is written again
   * @param done chunks that wait in the broker or are written, of all
   */
  public record Replay(Instant since, long done, long all) {}
}
