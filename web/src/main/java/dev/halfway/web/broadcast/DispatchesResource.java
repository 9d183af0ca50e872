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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rides that drivers may take. */
@Path("broadcast/dispatches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
public class DispatchesResource {

  @Inject private Dispatches dispatches;
  @Inject private DriverRules rules;

  /** Posts one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = DispatchView.class, responseCode = "202")
  public Response post(@NotNull @Valid DispatchRequest request, @Context UriInfo uri) {
    DispatchView posted =
        DispatchView.of(dispatches.post(request.pickup(), request.dropoff(), request.fare()));
    return Response.accepted(posted)
        .location(uri.getAbsolutePathBuilder().path(String.valueOf(posted.id())).build())
        .build();
  }

  /** Who drives one. */
  @GET
  @Path("{id:\\d{1,18}}")
  public DispatchView dispatch(@PathParam("id") long id) {
    return dispatches.find(id).map(DispatchView::of).orElseThrow(() -> none(id));
  }

  /** Accepts one. */
  @POST
  @Path("{id:\\d{1,18}}/acceptance")
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "driver")
  public DispatchView accept(
      @PathParam("id") long id,
      @NotNull @Valid AcceptanceRequest request,
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
