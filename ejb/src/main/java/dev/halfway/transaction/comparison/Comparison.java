package dev.halfway.transaction.comparison;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as it stands.
 *
 * @param placed orders placed so far, of {@link ComparisonRequest#total}
 * @param step what is being done, in words
 * @param finishedAt null while it runs
 * @param report null until it is done
 * @param failure why it ended without a report; null otherwise
 * @param startedBy an account or an address; null where an earlier version did not keep it
 */
public record Comparison(
    UUID id,
    ComparisonRequest request,
    State state,
    int placed,
    String step,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Report report,
    @Nullable String failure,
    @Nullable String startedBy) {

  /** How far it is. */
  public enum State {
    /** Orders are being placed. */
    RUNNING,
    /** There is a report. */
    DONE,
    /** It could not be carried out. */
    FAILED,
    /** The server ended while it ran. */
    INTERRUPTED,
    /** Somebody wanted it to end, or it took too long. */
    CANCELLED
  }

  static Comparison begun(UUID id, ComparisonRequest request, String startedBy) {
    return new Comparison(
        id, request, State.RUNNING, 0, "getting ready", Instant.now(), null, null, null, startedBy);
  }

  Comparison at(int nowPlaced, String nowStep) {
    return new Comparison(
        id, request, state, nowPlaced, nowStep, startedAt, finishedAt, report, failure, startedBy);
  }

  Comparison done(Report with) {
    return new Comparison(
        id, request, State.DONE, placed, "done", startedAt, Instant.now(), with, null, startedBy);
  }

  Comparison ended(State how, String why) {
    return new Comparison(
        id, request, how, placed, step, startedAt, Instant.now(), null, why, startedBy);
  }
}
