package dev.halfway.web.broker;

import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.Peek;
import dev.halfway.broker.Queues;
import dev.halfway.web.input.Name;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Queues and what waits in them. */
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queues")
public class QueuesResource {

  @Inject private Queues queues;
  @Inject private Peek peek;

  /** All queues with their figures. */
  @GET
  @Operation(summary = "All queues with their figures")
  @APIResponse(
      responseCode = "200",
      description = "Sorted by name; rates in messages per second",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = Queues.Figures.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"name": "halfway.decoupling.sms", "depth": 12, "consumers": 8, "inDelivery": 8,
                            "scheduled": 1, "rateIn": 3.4, "rateOut": 2.0, "oldestAge": "PT1.204S"}]""")))
  public List<Queues.Figures> all() {
    return queues.figures();
  }

  /** The oldest messages of a queue, left where they are. */
  @GET
  @Path("{name}/messages")
  @Operation(
      summary = "The oldest messages of a queue, without consuming them",
      description =
          "Bodies are cut after 4,096 characters. Messages scheduled for later are not shown."
              + " `halfMessage` is there where the message is or was a half message; the same id"
              + " names it in /api/transaction/in-doubt while it is one.")
  @APIResponse(
      responseCode = "200",
      description = "Oldest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = Peek.Peeked.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"id": "3f2d9c1e-8f0a-11f0-9a3c-0242ac120002",
                            "halfMessage": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0", "type": "SmsRequested/1",
                            "sentAt": "2026-11-22T10:15:30Z", "deliveries": 0,
                            "properties": {"halfway_ordinal": "0", "halfway_transaction": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f"},
                            "body": "{\\"registration\\":\\"1f0e…\\"}", "truncated": false}]""")))
  @APIResponse(responseCode = "404", description = "There is no such queue")
  public List<Peek.Peeked> messages(
      @PathParam("name") @Name(max = 255) String name,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
    BrokerQueue queue =
        queues.find(name).orElseThrow(() -> ProblemException.notFound("queue", name));
    return peek.oldest(queue.name(), limit);
  }
}
