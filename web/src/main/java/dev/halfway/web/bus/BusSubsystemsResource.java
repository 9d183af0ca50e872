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
  public List<SubsystemView> all() {
    return subsystems.all().stream().map(SubsystemView::of).toList();
  }

  /** Stops one. */
  @POST
  @Path("{name}/pause")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public SubsystemView pause(
      @PathParam("name") @Name String name, @Context HttpServletRequest http) {
    return found(name, subsystems.pause(name, AuditName.of(http)));
  }

  /** Starts one. */
  @POST
  @Path("{name}/resume")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
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
