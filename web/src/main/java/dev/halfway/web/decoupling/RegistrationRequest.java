package dev.halfway.web.decoupling;

import dev.halfway.web.input.Name;
import dev.halfway.web.input.Phone;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to register. */
@Schema(name = "NewRegistration")
public record RegistrationRequest(
    @Schema(
            examples = "ada",
            description = "Unique; letter case counts",
            minLength = 1,
            maxLength = 64)
        @NotNull
        @Name
        String username,
    @Schema(examples = "+4915112345678", description = "E.164") @NotNull @Phone String phone) {}
