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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  public record Outcome(UUID id, @Schema(examples = "REDELIVERED") String outcome) {}

  /** All dead letters by cause. */
  @GET
  @Operation(summary = "Dead letters grouped by cause, the most frequent cause first")
  @APIResponse(
      responseCode = "200",
      description = "Each group with its true count and at most `limit` of its messages",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DeadLetters.Group.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"cause": "refused by the SMS centre with command_status 0x0B (permanent)", "count": 1,
                            "messages": [{"id": "3f2d9c1e-8f0a-11f0-9a3c-0242ac120002",
                              "halfMessage": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0",
                              "queue": "halfway.decoupling.sms", "consumer": "decoupling.sms",
                              "cause": "refused by the SMS centre with command_status 0x0B (permanent)",
                              "attempts": 10, "sentAt": "2026-11-22T10:15:30Z", "failedAt": "2026-11-22T10:24:01Z",
                              "body": "{\\"registration\\":\\"1f0e…\\"}"}]}]""")))
  public List<DeadLetters.Group> all(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(1000) int limit) {
    return deadLetters.groups(limit);
  }

  /** Sends one back to where it came from. */
  @POST
  @Path("{id}/redelivery")
  @RolesAllowed("operator")
  @Operation(summary = "Sends a dead letter back to its queue, with a new set of attempts")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "It is in its queue again",
      content =
          @Content(
              schema = @Schema(implementation = Outcome.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3f2d9c1e-8f0a-11f0-9a3c-0242ac120002", "outcome": "REDELIVERED"}""")))
  @APIResponse(responseCode = "404", description = "There is no such dead letter (any more)")
  public Outcome redeliver(@PathParam("id") UUID id, @Context SecurityContext caller) {
    if (!deadLetters.redeliver(id, caller.getUserPrincipal().getName())) {
      throw ProblemException.notFound("dead letter", id.toString());
    }
    return new Outcome(id, "REDELIVERED");
  }

  /** Removes one for good. */
  @DELETE
  @Path("{id}")
  @RolesAllowed("operator")
  @Operation(summary = "Deletes a dead letter for good")
  @SecurityRequirement(name = "basic")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is no such dead letter (any more)")
  @APIResponse(responseCode = "409", description = "It is a half message: nobody may delete it")
  public void delete(@PathParam("id") UUID id, @Context SecurityContext caller) throws StillHalf {
    if (!deadLetters.delete(id, caller.getUserPrincipal().getName())) {
      throw ProblemException.notFound("dead letter", id.toString());
    }
  }
}
