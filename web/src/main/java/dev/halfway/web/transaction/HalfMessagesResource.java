package dev.halfway.web.transaction;

import dev.halfway.transaction.InDoubt;
import dev.halfway.web.disk.EvenIfDiskIsFull;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the adapter is doing, and what an operator does about it as a whole. */
@Path("transaction/half-messages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class HalfMessagesResource {

  @Inject private InDoubt inDoubt;

  /** Its figures. */
  @GET
  @Operation(
      summary = "What half messages do on this node",
      description =
          "Figures of the resource adapter since its start. An alarm, a parked message among them,"
              + " wants an operator; the rest of the messages goes on without one.")
  @APIResponse(
      responseCode = "200",
      description = "Answered without asking broker or database",
      content =
          @Content(
              schema = @Schema(implementation = HalfMessagesView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"node": "halfway", "ready": true, "pending": 3, "lag": "PT0.012S", "half": 4711,
                           "forwarded": 4706, "swallowed": 1, "checked": 1, "setAside": 2, "parked": 1,
                           "takenOver": [], "alarms": ["1 message is parked"]}""")))
  public HalfMessagesView halfMessages() {
    return HalfMessagesView.of(inDoubt.status());
  }

  /** Takes up what was parked. */
  @POST
  @Path("resumption")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Takes up parked messages again",
      description =
          "Those first that were parked first. Each is delivered, swallowed, or starts again with all"
              + " its checks: what kept it from being settled should be over.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "How many were taken up; fewer than the limit when there were no more",
      content =
          @Content(
              schema = @Schema(implementation = ResumptionView.class),
              examples = @ExampleObject(name = "example", value = "{\"resumed\": 42}")))
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
  public ResumptionView resume(
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit,
      @NotNull(message = "is missing") @Valid ReasonRequest request,
      @Context SecurityContext caller) {
    return new ResumptionView(
        inDoubt.resume(limit, request.reason(), caller.getUserPrincipal().getName()));
  }

  /** Binds. */
  @POST
  @Path("rebinding")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Binds broker and database to each other anew",
      description =
          "When database and broker do not know one another, because one of them was restored,"
              + " cloned, moved or replaced, nothing is sent or settled and an alarm says so. Whoever"
              + " calls this says that it was meant, and that this database knows how the transactions"
              + " behind this broker's half messages ended. If it does not, messages of transactions"
              + " that committed are lost.")
  @SecurityRequirement(name = "basic")
  @APIResponse(responseCode = "204", description = "They know one another from now on")
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
  public void rebind(
      @NotNull(message = "is missing") @Valid ReasonRequest request,
      @Context SecurityContext caller) {
    inDoubt.rebind(request.reason(), caller.getUserPrincipal().getName());
  }
}
