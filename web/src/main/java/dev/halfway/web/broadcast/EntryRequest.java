package dev.halfway.web.broadcast;

import dev.halfway.web.input.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an entry of the dictionary is to be. */
@Schema(name = "DictionaryValue")
public record EntryRequest(
    @Schema(examples = "EUR", maxLength = 4096) @NotNull @Text(min = 0, max = 4096, lines = true)
        String value) {}
