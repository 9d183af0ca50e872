package dev.halfway.web.transaction;

import dev.halfway.ra.api.Verdict;
import dev.halfway.web.input.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator decides, and why. */
@Schema(name = "Resolution")
public record ResolutionRequest(
    @Schema(examples = "ROLLBACK") @NotNull Decision verdict,
    @Schema(
            examples = "order 4711 was cancelled by hand, see ticket 815",
            description = "Kept in the audit trail",
            minLength = 1,
            maxLength = 255)
        @NotNull
        @Text(max = 255)
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
