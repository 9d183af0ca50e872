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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(summary = "How the sale goes on this node since its start")
  @APIResponse(
      responseCode = "200",
      description = "Counts, rates and times in milliseconds",
      content =
          @Content(
              schema = @Schema(implementation = SmoothingStats.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"accepted": 9000, "rejected": 120, "confirmed": 100, "soldOut": 2400, "backlog": 6500,
                           "workedOffPerSecond": 410.5, "atWork": 4, "mostAtWork": 4,
                           "acceptance": {"p50": 1.2, "p99": 6.3}, "completion": {"p50": 8100.0, "p99": 15900.0}}""")))
  public SmoothingStats stats() {
    return desk.stats();
  }

  /** What may be changed. */
  @GET
  @Path("settings")
  @Operation(summary = "What of the sale may be changed, as it is now")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      content =
          @Content(
              schema = @Schema(implementation = SmoothingSettings.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"concurrency": 4, "maxBacklog": 100000, "rate": 0}""")))
  public SmoothingSettings settings() {
    return desk.settings();
  }

  /** Changes it. */
  @PUT
  @Path("settings")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes the sale's settings",
      description = "On all nodes within a second or so; they stay after a restart.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      content =
          @Content(
              schema = @Schema(implementation = SmoothingSettings.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"concurrency": 8, "maxBacklog": 100000, "rate": 2000}""")))
  public SmoothingSettings change(
      @NotNull(message = "is missing") @Valid SettingsRequest request,
      @Context HttpServletRequest http) {
    desk.change(request.toSettings(), AuditName.of(http));
    return desk.settings();
  }
}
