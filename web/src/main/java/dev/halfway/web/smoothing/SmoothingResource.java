package dev.halfway.web.smoothing;

import dev.halfway.smoothing.SaleDesk;
import dev.halfway.smoothing.SmoothingSettings;
import dev.halfway.smoothing.SmoothingStats;
import dev.halfway.web.access.AuditName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the sale goes, and what of it may be changed meanwhile. */
@Path("smoothing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "smoothing")
public class SmoothingResource {

  @Inject private SaleDesk desk;

  /** How it goes. */
  @GET
  @Path("stats")
  public SmoothingStats stats() {
    return desk.stats();
  }

  /** What may be changed. */
  @GET
  @Path("settings")
  public SmoothingSettings settings() {
    return desk.settings();
  }

  /** Changes it. */
  @PUT
  @Path("settings")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public SmoothingSettings change(
      @NotNull @Valid SettingsRequest request, @Context HttpServletRequest http) {
    desk.change(request.toSettings(), AuditName.of(http));
    return desk.settings();
  }
}
