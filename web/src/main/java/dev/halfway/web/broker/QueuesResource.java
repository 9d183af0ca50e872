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
  public List<Queues.QueueFigures> all() {
    return queues.figures();
  }

  /** The oldest messages of a queue, left where they are. */
  @GET
  @Path("{name}/messages")
  public List<Peek.QueuedMessage> messages(
      @PathParam("name") @Name(max = 255) String name,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
    BrokerQueue queue =
        queues.find(name).orElseThrow(() -> ProblemException.notFound("queue", name));
    return peek.oldest(queue.name(), limit);
  }
}
