package dev.halfway.web.accounts;

import dev.halfway.accounts.Account;
import dev.halfway.web.input.Password;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account is to be. */
@Schema(name = "AccountChange")
public record AccountRequest(
    @Schema(examples = "viewer") @NotNull Account.Role role,
    @Schema(examples = "correct horse battery staple", minLength = 12, maxLength = 128)
        @NotNull
        @Password
        String password) {

  @Override
  public String toString() {
    return "AccountRequest[" + role + "]";
  }
}
