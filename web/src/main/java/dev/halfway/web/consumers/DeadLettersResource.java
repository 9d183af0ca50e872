package dev.halfway.web.consumers;

import dev.halfway.consumers.DeadLetters;
import dev.halfway.consumers.StillHalf;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages that could not be consumed. */
@Path("dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queues")
public class DeadLettersResource {

  @Inject private DeadLetters deadLetters;

  /**
   * What became of a dead letter.
   *
   * @param outcome always {@code REDELIVERED}: the other outcomes are errors
   */
  public record Redelivery(UUID id, @Schema(examples = "REDELIVERED") String outcome) {}

  /** All dead letters by cause. */
  @GET
  public List<DeadLetters.DeadLetterGroup> all(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(1000) int limit) {
    return deadLetters.groups(limit);
  }

  /** Sends one back to where it came from. */
  @POST
  @Path("{id}/redelivery")
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public Redelivery redeliver(@PathParam("id") UUID id, @Context SecurityContext caller) {
    if (!deadLetters.redeliver(id, caller.getUserPrincipal().getName())) {
      throw ProblemException.notFound("dead letter", id.toString());
    }
    return new Redelivery(id, "REDELIVERED");
  }

  /** Removes one for good. */
  @DELETE
  @Path("{id}")
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public void delete(@PathParam("id") UUID id, @Context SecurityContext caller) throws StillHalf {
    if (!deadLetters.delete(id, caller.getUserPrincipal().getName())) {
      throw ProblemException.notFound("dead letter", id.toString());
    }
  }
}
