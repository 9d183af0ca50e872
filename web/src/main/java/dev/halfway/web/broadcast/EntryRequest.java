package dev.halfway.web.broadcast;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an entry of the dictionary is to be. */
public record EntryRequest(
    @Schema(examples = "EUR")
        @NotNull(message = "is missing")
        @Size(max = 4096, message = "must have 4096 characters at most")
        String value) {}
