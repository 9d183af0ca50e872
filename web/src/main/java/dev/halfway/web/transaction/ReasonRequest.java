package dev.halfway.web.transaction;

import dev.halfway.web.input.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an operator does something. */
@Schema(name = "Reason")
public record ReasonRequest(
    @Schema(
            examples = "the destination is there again, see ticket 815",
            description = "Kept in the audit trail",
            minLength = 1,
            maxLength = 255)
        @NotNull
        @Text(max = 255)
        String reason) {}
