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
  public HalfMessagesView halfMessages() {
    return HalfMessagesView.of(inDoubt.status());
  }

  /** Takes up what was parked. */
  @POST
  @Path("resumption")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public ResumptionView resume(
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit,
      @NotNull @Valid ReasonRequest request,
      @Context SecurityContext caller) {
    return new ResumptionView(
        inDoubt.resume(limit, request.reason(), caller.getUserPrincipal().getName()));
  }

  /** Binds. */
  @POST
  @Path("rebinding")
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  @APIResponse(responseCode = "204")
  public void rebind(@NotNull @Valid ReasonRequest request, @Context SecurityContext caller) {
    inDoubt.rebind(request.reason(), caller.getUserPrincipal().getName());
  }
}
