package dev.halfway.web.transaction;

import dev.halfway.ra.api.Verdict;
import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator decides, and why. */
public record ResolutionRequest(
    @Schema(examples = "ROLLBACK") @NotNull(message = "is missing") Decision verdict,
    @Schema(
            examples = "order 4711 was cancelled by hand, see ticket 815",
            description = "Kept in the audit trail")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        @VisibleText
        String reason) {

  /** What can be decided. */
  public enum Decision {
    /** The transaction committed: its messages are to be delivered. */
    COMMIT,
    /** It did not: its messages are to be swallowed. */
    ROLLBACK;

    Verdict verdict() {
      return this == COMMIT ? Verdict.COMMIT : Verdict.ROLLBACK;
    }
  }
}
