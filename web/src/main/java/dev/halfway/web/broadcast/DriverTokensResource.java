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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** By what drivers' apps are known; for operators. */
@Path("broadcast/drivers/{driverId}/token")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
@SecurityRequirement(name = "basic")
public class DriverTokensResource {

  @Inject private DriverTokens tokens;

  /** A token that nobody can be told again. */
  public record TokenView(String driverId, String token) {}

  /** Issues one. */
  @POST
  @RolesAllowed("operator")
  @Operation(
      summary = "Issues the token of a driver's app, in place of the one before",
      description =
          "It is shown this once. The app connects with `Authorization: Bearer <token>`, or, in a"
              + " browser, with the subprotocols `halfway` and `halfway.token.<token>`, and accepts"
              + " dispatches with the former.")
  @APIResponse(
      responseCode = "201",
      description = "The token; apps with the one before are disconnected within 20 seconds or so",
      content =
          @Content(
              schema = @Schema(implementation = TokenView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"driverId": "ada", "token": "pH9sW0mC4yq2cL8dJmEoYw5tX1nVbR7uKzA3gFhQeIo"}""")))
  public Response issue(
      @PathParam("driverId") @Name String driverId, @Context HttpServletRequest http) {
    return Response.status(Response.Status.CREATED)
        .entity(new TokenView(driverId, tokens.issue(driverId, AuditName.of(http))))
        .build();
  }

  /** Takes one away. */
  @DELETE
  @RolesAllowed("operator")
  @Operation(summary = "Revokes the token of a driver's app")
  @APIResponse(
      responseCode = "204",
      description = "It lets nobody in; apps with it are disconnected within 20 seconds or so")
  @APIResponse(responseCode = "404", description = "The driver has none")
  public void revoke(
      @PathParam("driverId") @Name String driverId, @Context HttpServletRequest http) {
    if (!tokens.revoke(driverId, AuditName.of(http))) {
      throw ProblemException.notFound("token of", driverId);
    }
  }
}
