package dev.halfway.web.hub;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a sink is to write again.
 *
 * @param from what was collected since then
 */
@Schema(name = "NewReplay")
public record ReplayRequest(
    @NotNull @Schema(examples = "2026-11-22T10:00:00Z", format = "date-time") String from) {}
