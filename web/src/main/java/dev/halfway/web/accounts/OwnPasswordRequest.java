package dev.halfway.web.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.halfway.web.input.Password;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What one's own password is to be.
 *
 * @param current as it is now: it has no form to keep to, and is compared
 * @param replacement the new one
 */
@Schema(name = "PasswordChange")
public record OwnPasswordRequest(
    @Schema(examples = "the one of the last year", maxLength = 128)
        @NotNull
        @Size(max = 256, message = "must have at most 128 characters")
        String current,
    @JsonProperty("new")
        @Schema(
            name = "new",
            examples = "correct horse battery staple",
            minLength = 12,
            maxLength = 128)
        @NotNull
        @Password
        String replacement) {

  @Override
  public String toString() {
    return "OwnPasswordRequest[hidden]";
  }
}
