package dev.halfway.web.bus;

import dev.halfway.bus.GameClosed;
import dev.halfway.bus.SchedulingCentre;
import dev.halfway.web.access.AuditName;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Draws of the lottery. */
@Path("bus/draws")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bus")
public class BusDrawsResource {

  @Inject private SchedulingCentre centre;

  /** Draws a game. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Draws a game",
      description =
          "Once; from then on the game takes no orders. Those that it has learn of it after the"
              + " answer.")
  @APIResponse(
      responseCode = "202",
      description = "The draw",
      content =
          @Content(
              schema = @Schema(implementation = DrawView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"game": "saturday-48", "numbers": [3, 8, 21, 24, 34, 42],
                           "drawnAt": "2026-11-28T20:00:00Z"}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was drawn")
  @APIResponse(responseCode = "409", description = "The game was drawn before")
  public Response draw(
      @NotNull(message = "is missing") @Valid DrawRequest request, @Context HttpServletRequest http)
      throws GameClosed {
    return Response.accepted(
            DrawView.of(centre.draw(request.game(), request.numbers(), AuditName.of(http))))
        .build();
  }
}
