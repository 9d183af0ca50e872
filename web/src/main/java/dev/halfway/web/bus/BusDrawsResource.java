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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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
  @APIResponseSchema(value = DrawView.class, responseCode = "202")
  public Response draw(@NotNull @Valid DrawRequest request, @Context HttpServletRequest http)
      throws GameClosed {
    return Response.accepted(
            DrawView.of(centre.draw(request.game(), request.numbers(), AuditName.of(http))))
        .build();
  }
}
