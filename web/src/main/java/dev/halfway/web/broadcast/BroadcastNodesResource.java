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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The nodes that have a subscription. */
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
  @Schema(name = "BroadcastNode")
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
  @Schema(name = "ConnectedDrivers")
  public record DriversView(String node, int connected, int stalled, long lastDispatch) {}

  /** All nodes. */
  @GET
  @Path("nodes")
  public List<NodeView> nodes() {
    return subscriptions.nodes().stream().map(NodeView::of).toList();
  }

  /** Removes a node. */
  @DELETE
  @Path("nodes/{node}")
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
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
  public DriversView drivers() {
    return new DriversView(node.name(), drivers.size(), drivers.stalled(), feed.last());
  }
}
