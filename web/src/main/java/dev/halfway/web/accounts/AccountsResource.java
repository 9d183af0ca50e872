package dev.halfway.web.accounts;

import dev.halfway.accounts.Account;
import dev.halfway.accounts.Accounts;
import dev.halfway.accounts.LastOperator;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who may log in; for operators. */
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "basic")
public class AccountsResource {

  @Inject private Accounts accounts;

  /** An account, without its password. */
  @Schema(name = "Account")
  public record AccountView(String name, Account.Role role) {
    static AccountView of(Account account) {
      return new AccountView(account.name(), account.role());
    }
  }

  /** All accounts. */
  @GET
  @RolesAllowed("operator")
  public List<AccountView> all() {
    return accounts.all().stream().map(AccountView::of).toList();
  }

  /** Adds or changes one. */
  @PUT
  @Path("{name}")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  public AccountView put(
      @PathParam("name") @AccountName String name,
      @NotNull @Valid AccountRequest request,
      @Context SecurityContext caller)
      throws LastOperator {
    PasswordStrength.require("password", request.password(), name);
    accounts.put(name, request.role(), request.password(), caller.getUserPrincipal().getName());
    return new AccountView(name, request.role());
  }

  /** Deletes one. */
  @DELETE
  @Path("{name}")
  @RolesAllowed("operator")
  public void delete(@PathParam("name") @AccountName String name, @Context SecurityContext caller)
      throws LastOperator {
    if (!accounts.delete(name, caller.getUserPrincipal().getName())) {
      throw ProblemException.notFound("account", name);
    }
  }
}
