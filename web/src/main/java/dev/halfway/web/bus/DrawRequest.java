package dev.halfway.web.bus;

import dev.halfway.web.input.Name;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is drawn in a game. */
@Schema(name = "NewDraw")
public record DrawRequest(
    @Schema(examples = "saturday-48", minLength = 1, maxLength = 64) @NotNull @Name String game,
    @Schema(examples = "[3, 8, 21, 24, 34, 42]") @Numbers List<@LotteryNumber Integer> numbers) {}
