package dev.halfway.web.broadcast;

import dev.halfway.web.input.Name;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to drive. */
@Schema(name = "DispatchAcceptance")
public record AcceptanceRequest(
    @Schema(examples = "ada", minLength = 1, maxLength = 64) @NotNull @Name String driverId) {}
