package dev.halfway.web.transaction;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an operator does something. */
public record ReasonRequest(
    @Schema(
            examples = "the destination is there again, see ticket 815",
            description = "Kept in the audit trail")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        @VisibleText
        String reason) {}
