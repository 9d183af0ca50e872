package dev.halfway.web.bus;

import dev.halfway.bus.Subsystems;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.disk.EvenIfDiskIsFull;
import dev.halfway.web.input.Name;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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

/** Systems around the scheduling centre. */
@Path("bus/subsystems")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bus")
public class BusSubsystemsResource {

  @Inject private Subsystems subsystems;

  /** All of them. */
  @GET
  @Operation(summary = "The systems on the bus, and what waits for each")
  @APIResponse(
      responseCode = "200",
      description = "By name",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = SubsystemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"name": "ticketing", "paused": true, "waiting": 12}]""")))
  public List<SubsystemView> all() {
    return subsystems.all().stream().map(SubsystemView::of).toList();
  }

  /** Stops one. */
  @POST
  @Path("{name}/pause")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Operation(
      summary = "Pauses a system on all nodes",
      description =
          "What comes for it waits, also over a restart; nothing else stops. What it already has in"
              + " its hands it works off.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The system",
      content =
          @Content(
              schema = @Schema(implementation = SubsystemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "ticketing", "paused": true, "waiting": 0}""")))
  @APIResponse(responseCode = "404", description = "There is none of this name")
  public SubsystemView pause(
      @PathParam("name") @Name String name, @Context HttpServletRequest http) {
    return found(name, subsystems.pause(name, AuditName.of(http)));
  }

  /** Starts one. */
  @POST
  @Path("{name}/resume")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Operation(summary = "Resumes a system on all nodes")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The system",
      content =
          @Content(
              schema = @Schema(implementation = SubsystemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"name": "ticketing", "paused": false, "waiting": 12}""")))
  @APIResponse(responseCode = "404", description = "There is none of this name")
  public SubsystemView resume(
      @PathParam("name") @Name String name, @Context HttpServletRequest http) {
    return found(name, subsystems.resume(name, AuditName.of(http)));
  }

  private static SubsystemView found(String name, Optional<Subsystems.Status> status) {
    return status
        .map(SubsystemView::of)
        .orElseThrow(() -> ProblemException.notFound("subsystem", name));
  }
}
