package dev.halfway.web.broadcast;

import dev.halfway.broadcast.DriverTokens;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.input.Name;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** By what drivers' apps are known; for operators. */
@Path("broadcast/drivers/{driverId}/token")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
@SecurityRequirement(name = "basic")
public class DriverTokensResource {

  @Inject private DriverTokens tokens;

  /** A token, which is shown once. */
  @Schema(name = "DriverToken")
  public record TokenView(String driverId, String token) {}

  /** Issues one. */
  @POST
  @RolesAllowed("operator")
  @APIResponseSchema(value = TokenView.class, responseCode = "201")
  public Response issue(
      @PathParam("driverId") @Name String driverId, @Context HttpServletRequest http) {
    return Response.status(Response.Status.CREATED)
        .entity(new TokenView(driverId, tokens.issue(driverId, AuditName.of(http))))
        .build();
  }

  /** Takes one away. */
  @DELETE
  @RolesAllowed("operator")
  public void revoke(
      @PathParam("driverId") @Name String driverId, @Context HttpServletRequest http) {
    if (!tokens.revoke(driverId, AuditName.of(http))) {
      throw ProblemException.notFound("token of", driverId);
    }
  }
}
