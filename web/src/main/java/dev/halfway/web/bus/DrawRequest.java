package dev.halfway.web.bus;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is drawn in a game. */
public record DrawRequest(
    @Schema(examples = "saturday-48")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @VisibleText
        String game,
    @Schema(examples = "[3, 8, 21, 24, 34, 42]") @Numbers
        List<
                @NotNull(message = "is missing") @Min(value = 1, message = "must be from 1 to 99")
                @Max(value = 99, message = "must be from 1 to 99") Integer>
            numbers) {}
