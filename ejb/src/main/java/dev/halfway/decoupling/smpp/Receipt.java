package dev.halfway.decoupling.smpp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the centre reports about an accepted message (SMPP 3.4 appendix B).
 *
 * @param messageId the id it gave when it accepted the segment
 * @param state DELIVRD, EXPIRED, DELETED, UNDELIV, ACCEPTD, UNKNOWN, REJECTD, or what else the
 *     centre says
 * @param doneAt when the state was reached, to the minute or second, the centre's time read as UTC;
 *     null when not told
 * @param errorCode the centre's or network's own code; null when not told
 */
public record Receipt(
    String messageId, String state, @Nullable Instant doneAt, @Nullable String errorCode) {

  /** Whether the handset has the message. */
  public boolean delivered() {
    return "DELIVRD".equals(state);
  }
}
