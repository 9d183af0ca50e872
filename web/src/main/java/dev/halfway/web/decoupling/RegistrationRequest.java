package dev.halfway.web.decoupling;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to register. */
public record RegistrationRequest(
    @Schema(examples = "ada", description = "Unique; letter case counts")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @VisibleText
        String username,
    @Schema(examples = "+4915112345678", description = "E.164")
        @NotNull(message = "is missing")
        @Pattern(
            regexp = "\\+[1-9][0-9]{1,14}",
            message = "must be an E.164 number, as in +4915112345678")
        String phone) {}
