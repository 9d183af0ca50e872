package dev.halfway.web.broadcast;

import dev.halfway.broadcast.Dispatch;
import dev.halfway.broadcast.Dispatches;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rides that drivers may take. */
@Path("broadcast/dispatches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
public class DispatchesResource {

  private static final String EXAMPLE =
      """
      {"id": 17, "pickup": "Main station", "dropoff": "Airport", "fare": 32.40,
       "at": "2026-11-28T10:15:30Z"}""";
  private static final String ACCEPTED =
      """
      {"id": 17, "pickup": "Main station", "dropoff": "Airport", "fare": 32.40,
       "at": "2026-11-28T10:15:30Z", "driverId": "ada", "acceptedAt": "2026-11-28T10:15:33Z"}""";

  @Inject private Dispatches dispatches;
  @Inject private DriverRules rules;

  /** Posts one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Pushes a dispatch to all drivers' apps",
      description =
          "On all nodes: apps connect to ws://…/drivers/<driverId>?lastSeen=<id>, get what comes"
              + " after that id and answer {\"ack\": <id>}.")
  @APIResponse(
      responseCode = "202",
      description = "The dispatch",
      headers = @Header(name = "Location", description = "Where to see who drives"),
      content =
          @Content(
              schema = @Schema(implementation = DispatchView.class),
              examples = @ExampleObject(name = "example", value = EXAMPLE)))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was pushed")
  public Response post(
      @NotNull(message = "is missing") @Valid DispatchRequest request, @Context UriInfo uri) {
    DispatchView posted =
        DispatchView.of(dispatches.post(request.pickup(), request.dropoff(), request.fare()));
    return Response.accepted(posted)
        .location(uri.getAbsolutePathBuilder().path(String.valueOf(posted.id())).build())
        .build();
  }

  /** Who drives one. */
  @GET
  @Path("{id:\\d{1,18}}")
  @Operation(summary = "A dispatch, and who drives")
  @APIResponse(
      responseCode = "200",
      description = "The dispatch",
      content =
          @Content(
              schema = @Schema(implementation = DispatchView.class),
              examples = @ExampleObject(name = "example", value = ACCEPTED)))
  @APIResponse(responseCode = "404", description = "There is none, or it is forgotten")
  public DispatchView dispatch(@PathParam("id") long id) {
    return dispatches.find(id).map(DispatchView::of).orElseThrow(() -> none(id));
  }

  /** Accepts one. */
  @POST
  @Path("{id:\\d{1,18}}/acceptance")
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Accepts a dispatch for a driver",
      description =
          "The first driver wins; asked again for the same driver it answers the same. It takes the"
              + " driver's token, or an operator; callers on the server's machine need neither.")
  @SecurityRequirement(name = "driver")
  @APIResponse(
      responseCode = "200",
      description = "This driver drives",
      content =
          @Content(
              schema = @Schema(implementation = DispatchView.class),
              examples = @ExampleObject(name = "example", value = ACCEPTED)))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was accepted")
  @APIResponse(responseCode = "401", description = "This is not the driver's token")
  @APIResponse(responseCode = "404", description = "There is none, or it is forgotten")
  @APIResponse(responseCode = "409", description = "Another driver was first")
  public DispatchView accept(
      @PathParam("id") long id,
      @NotNull(message = "is missing") @Valid AcceptanceRequest request,
      @Context HttpServletRequest http) {
    rules.requireToAct(http, request.driverId());
    Dispatch dispatch = dispatches.accept(id, request.driverId()).orElseThrow(() -> none(id));
    if (!request.driverId().equals(dispatch.driver())) {
      throw new ProblemException(
          Problem.of(
              "dispatch-taken", "Another driver was first", 409, "at " + dispatch.acceptedAt()));
    }
    return DispatchView.of(dispatch);
  }

  private static ProblemException none(long id) {
    return ProblemException.notFound("dispatch", String.valueOf(id));
  }
}
