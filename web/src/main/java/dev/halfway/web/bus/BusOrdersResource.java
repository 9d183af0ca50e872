package dev.halfway.web.bus;

import dev.halfway.bus.GameClosed;
import dev.halfway.bus.NewBusOrder;
import dev.halfway.bus.SchedulingCentre;
import dev.halfway.bus.notification.Notices;
import dev.halfway.web.consumers.Failures;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders of the lottery. */
@Path("bus/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bus")
public class BusOrdersResource {

  @Inject private SchedulingCentre centre;
  @Inject private Notices notices;
  @Inject private Failures failures;

  /** Accepts one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = BusOrderView.class, responseCode = "202")
  public Response place(@NotNull @Valid BusOrderRequest request, @Context UriInfo uri)
      throws GameClosed {
    BusOrderView placed =
        BusOrderView.of(
            centre.place(new NewBusOrder(request.game(), request.numbers(), request.stake())),
            null);
    return Response.accepted(placed)
        .location(uri.getAbsolutePathBuilder().path(placed.id().toString()).build())
        .build();
  }

  /** Where one stands. */
  @GET
  @Path("{id}")
  public BusOrderView order(@PathParam("id") UUID id) {
    return centre
        .find(id)
        .map(order -> BusOrderView.of(order, failures.about(id)))
        .orElseThrow(() -> ProblemException.notFound("order", id.toString()));
  }

  /** The notices that its player got. */
  @GET
  @Path("{id}/notices")
  public List<NoticeView> notices(@PathParam("id") UUID id) {
    order(id);
    return notices.of(id).stream()
        .map(notice -> new NoticeView(notice.state(), notice.text(), notice.at()))
        .toList();
  }
}
