package dev.halfway.web.broadcast;

import dev.halfway.web.input.Price;
import dev.halfway.web.input.Text;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ride that is to be driven. */
@Schema(name = "NewDispatch")
public record DispatchRequest(
    @Schema(examples = "Main station", minLength = 1, maxLength = 255) @NotNull @Text(max = 255)
        String pickup,
    @Schema(examples = "Airport", minLength = 1, maxLength = 255) @NotNull @Text(max = 255)
        String dropoff,
    @Schema(examples = "32.40") @Price BigDecimal fare) {}
