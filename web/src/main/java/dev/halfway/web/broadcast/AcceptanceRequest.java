package dev.halfway.web.broadcast;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to drive. */
public record AcceptanceRequest(
    @Schema(examples = "ada")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @VisibleText
        String driverId) {}
