package dev.halfway.web.hub;

import dev.halfway.hub.SinkStatus;
import dev.halfway.hub.Sinks;
import dev.halfway.web.disk.EvenIfDiskIsFull;
import dev.halfway.web.input.Name;
import dev.halfway.web.input.PointInTime;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the hub's events are written to. */
@Path("hub/sinks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hub")
public class HubSinksResource {

  @Inject private Sinks sinks;
  @Context private SecurityContext security;

  /** All of them. */
  @GET
  public List<SinkView> all() {
    return sinks.all().stream().map(SinkView::of).toList();
  }

  /** Stops one. */
  @POST
  @Path("{name}/pause")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public SinkView pause(@PathParam("name") @Name String name) {
    return found(name, sinks.pause(name, operator()));
  }

  /** Starts one. */
  @POST
  @Path("{name}/resume")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public SinkView resume(@PathParam("name") @Name String name) {
    return found(name, sinks.resume(name, operator()));
  }

  /** Writes again. */
  @POST
  @Path("{name}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  @APIResponseSchema(value = SinkView.class, responseCode = "202")
  public Response replay(
      @PathParam("name") @Name String name, @NotNull @Valid ReplayRequest request) {
    Instant from = PointInTime.of("from", request.from());
    SinkView sink = found(name, sinks.replay(name, from, operator()));
    return Response.accepted(sink).build();
  }

  /** Forgets what waits. */
  @DELETE
  @Path("{name}/backlog")
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public SinkView skip(@PathParam("name") @Name String name) {
    return found(name, sinks.skip(name, operator()));
  }

  private String operator() {
    return security.getUserPrincipal().getName();
  }

  private static SinkView found(String name, Optional<SinkStatus> sink) {
    return sink.map(SinkView::of).orElseThrow(() -> ProblemException.notFound("sink", name));
  }
}
