package dev.halfway.decoupling.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a link stands.
 *
 * @param since when it came into this state
 * @param lastError the most recent reason not to be bound, kept after the link is bound again; null
 *     when there was none
 */
public record LinkStatus(State state, Instant since, @Nullable String lastError) {

  /** The states of a link. */
  public enum State {
    /** Messages can be submitted. */
    BOUND,
    /** There is no session; attempts go on. */
    CONNECTING,
    /** Closed for good. */
    CLOSED
  }
}
