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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(summary = "The systems that events are written to, and how they are")
  @APIResponse(
      responseCode = "200",
      description = "By name; those that are not configured are off",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = SinkView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"name": "kafka", "on": true, "paused": false, "delivered": 120000, "refused": 0,
                            "lag": 3, "rate": 20000.0,
                            "lastError": {"at": "2026-11-22T10:15:30Z", "message": "Connection refused"}}]""")))
  public List<SinkView> all() {
    return sinks.all().stream().map(SinkView::of).toList();
  }

  /** Stops one. */
  @POST
  @Path("{name}/pause")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Operation(
      summary = "Pauses a sink on all nodes",
      description = "What comes for it waits, also over a restart; no other one stops.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The sink",
      content =
          @Content(
              schema = @Schema(implementation = SinkView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "kafka", "on": true, "paused": true, "delivered": 120000, "refused": 0, "lag": 0, "rate": 0.0}""")))
  @APIResponse(responseCode = "404", description = "There is none of this name that is on")
  public SinkView pause(@PathParam("name") @Name String name) {
    return found(name, sinks.pause(name, operator()));
  }

  /** Starts one. */
  @POST
  @Path("{name}/resume")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Operation(summary = "Resumes a sink on all nodes")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The sink",
      content =
          @Content(
              schema = @Schema(implementation = SinkView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "kafka", "on": true, "paused": false, "delivered": 120000, "refused": 0, "lag": 12, "rate": 0.0}""")))
  @APIResponse(responseCode = "404", description = "There is none of this name that is on")
  public SinkView resume(@PathParam("name") @Name String name) {
    return found(name, sinks.resume(name, operator()));
  }

  /** Writes again. */
  @POST
  @Path("{name}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Operation(
      summary = "Has a sink written again what was collected since a time",
      description =
          "Beside what comes new, and in place of a replay that is under way; what the system has"
              + " already changes nothing. Reaches back as far as halfway.hub.retention.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "202",
      description = "The sink; it tells how far the replay is",
      content =
          @Content(
              schema = @Schema(implementation = SinkView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "kafka", "on": true, "paused": false, "delivered": 120000, "refused": 0, "lag": 0, "rate": 0.0,
                           "replay": {"from": "2026-11-22T10:00:00Z", "done": 0, "all": 400}}""")))
  @APIResponse(responseCode = "400", description = "The time is missing or none")
  @APIResponse(responseCode = "404", description = "There is none of this name that is on")
  public Response replay(
      @PathParam("name") @Name String name,
      @NotNull(message = "is missing") @Valid ReplayRequest request) {
    Instant from = PointInTime.of("from", request.from());
    SinkView sink = found(name, sinks.replay(name, from, operator()));
    return Response.accepted(sink).build();
  }

  /** Forgets what waits. */
  @DELETE
  @Path("{name}/backlog")
  @RolesAllowed("operator")
  @Operation(
      summary = "Forgets what waits for a sink",
      description =
          "Where a system is down for so long that it stops the hub. What a node has in its hands it"
              + " lets go a moment later. A replay brings back what is kept.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The sink",
      content =
          @Content(
              schema = @Schema(implementation = SinkView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "kafka", "on": true, "paused": false, "delivered": 120000, "refused": 0, "lag": 0, "rate": 0.0}""")))
  @APIResponse(responseCode = "404", description = "There is none of this name that is on")
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
