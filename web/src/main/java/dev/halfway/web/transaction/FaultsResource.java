package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.FaultInjection;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a comparison can make fail. */
@Path("transaction/faults")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class FaultsResource {

  @Inject private FaultInjection injection;

  /** The points. */
  @GET
  @Operation(summary = "The fault points that a comparison may name, and whether they are on")
  @APIResponse(
      responseCode = "200",
      description = "All points",
      content =
          @Content(
              schema = @Schema(implementation = FaultsView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"on": true, "points": [{"name": "commit-reply-lost",
                                                   "meaning": "the database commits and its answer is lost"}]}""")))
  public FaultsView faults() {
    return FaultsView.of(injection.isOn());
  }
}
