package dev.halfway.web.accounts;

import dev.halfway.accounts.LoginDesk;
import dev.halfway.accounts.LoginRefused;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own password; for everybody who has one. Not below {@code accounts}, where names are. */
@Path("account/password")
@Tag(name = "accounts")
@SecurityRequirement(name = "basic")
public class OwnPasswordResource {

  @Inject private LoginDesk desk;

  /** Changes it. */
  @PUT
  @RolesAllowed({"operator", "viewer"})
  @Consumes(MediaType.APPLICATION_JSON)
  public void put(@NotNull @Valid OwnPasswordRequest request, @Context SecurityContext caller) {
    String name = caller.getUserPrincipal().getName();
    PasswordStrength.require("new", request.replacement(), name);
    try {
      if (!desk.changePassword(name, request.current(), request.replacement())) {
        throw new ProblemException(Problem.invalid("current", "is not the account's password"));
      }
    } catch (LoginRefused e) {
      throw LoginProblem.of(e);
    }
  }
}
