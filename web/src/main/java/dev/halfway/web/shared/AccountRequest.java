package dev.halfway.web.shared;

import dev.halfway.shared.Account;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account is to be. */
public record AccountRequest(
    @Schema(examples = "viewer") @NotNull(message = "is missing") Account.Role role,
    @Schema(examples = "correct horse battery staple")
        @NotNull(message = "is missing")
        @Size(min = 12, max = 128, message = "must have 12 to 128 characters")
        String password) {

  @Override
  public String toString() {
    return "AccountRequest[" + role + "]";
  }
}
