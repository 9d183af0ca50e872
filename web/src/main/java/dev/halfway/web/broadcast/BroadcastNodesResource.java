package dev.halfway.web.broadcast;

import dev.halfway.broadcast.DispatchFeed;
import dev.halfway.broadcast.NodeSubscriptions;
import dev.halfway.broadcast.NodeSubscriptions.Node;
import dev.halfway.broadcast.NodeSubscriptions.Removal;
import dev.halfway.lifecycle.NodeName;
import dev.halfway.web.input.Name;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The nodes that everything is told to. */
@Path("broadcast")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
public class BroadcastNodesResource {

  @Inject private NodeSubscriptions subscriptions;
  @Inject private NodeName node;
  @Inject private DriverConnections drivers;
  @Inject private DispatchFeed feed;

  /**
   * A node, as clients see it.
   *
   * @param connected whether it takes what comes
   * @param waiting messages that it has not taken
   */
  public record NodeView(String node, boolean connected, long waiting) {
    static NodeView of(Node node) {
      return new NodeView(node.name(), node.connected(), node.waiting());
    }
  }

  /**
   * The drivers of this node, as clients see them.
   *
   * @param connected apps
   * @param stalled those of them that do not take what there is
   * @param lastDispatch the id of the newest dispatch that this node knows; 0 when there is none
   */
  public record DriversView(String node, int connected, int stalled, long lastDispatch) {}

  /** All nodes. */
  @GET
  @Path("nodes")
  @Operation(summary = "The nodes that everything is told to, and what waits for each")
  @APIResponse(
      responseCode = "200",
      description = "By name",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = NodeView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"node": "halfway", "connected": true, "waiting": 0}]""")))
  public List<NodeView> nodes() {
    return subscriptions.nodes().stream().map(NodeView::of).toList();
  }

  /** Removes a node. */
  @DELETE
  @Path("nodes/{node}")
  @RolesAllowed("operator")
  @Operation(
      summary = "Removes a node that is gone for good, and what waits for it",
      description = "Should it come back all the same it misses nothing: it begins anew.")
  @SecurityRequirement(name = "basic")
  @APIResponse(responseCode = "204", description = "It is removed")
  @APIResponse(responseCode = "404", description = "There is none of this name")
  @APIResponse(responseCode = "409", description = "It is connected; nothing was removed")
  public void remove(@PathParam("node") @Name String node, @Context SecurityContext caller) {
    Removal removal =
        subscriptions
            .remove(node, caller.getUserPrincipal().getName())
            .orElseThrow(() -> ProblemException.notFound("node", node));
    if (removal == Removal.CONNECTED) {
      throw new ProblemException(Problem.of("node-connected", "The node is connected", 409, node));
    }
  }

  /** The drivers here. */
  @GET
  @Path("drivers")
  @Operation(summary = "The drivers' apps that are connected to this node")
  @APIResponse(
      responseCode = "200",
      description = "How many there are",
      content =
          @Content(
              schema = @Schema(implementation = DriversView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"node": "halfway", "connected": 1000, "stalled": 10, "lastDispatch": 17}""")))
  public DriversView drivers() {
    return new DriversView(node.name(), drivers.size(), drivers.stalled(), feed.last());
  }
}
