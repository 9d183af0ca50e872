package dev.halfway.web.delay;

import dev.halfway.delay.DelayedOrder;
import dev.halfway.delay.DelayedOrders;
import dev.halfway.web.consumers.Failures;
import dev.halfway.web.problems.Problem;
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
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders that are cancelled when their payment time is over. */
@Path("delay/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "delay")
public class DelayOrdersResource {

  private static final DueTime DUE = new DueTime("payWithin", "payBy");

  @Inject private DelayedOrders orders;
  @Inject private Failures failures;

  /** Places one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = DelayOrderView.class, responseCode = "201")
  public Response place(@NotNull @Valid DelayOrderRequest request, @Context UriInfo uri) {
    Instant payBy = DUE.of(request.delayLevel(), request.payWithin(), request.payBy());
    DelayOrderView placed = DelayOrderView.of(orders.place(request.amount(), payBy));
    return Response.created(uri.getAbsolutePathBuilder().path(placed.id().toString()).build())
        .entity(placed)
        .build();
  }

  /** Pays one. */
  @POST
  @Path("{id}/payment")
  public DelayOrderView pay(@PathParam("id") UUID id) {
    DelayedOrder order = orders.pay(id).orElseThrow(() -> notFound(id));
    if (order.status() == DelayedOrder.Status.CANCELLED) {
      throw new ProblemException(
          Problem.of("cancelled", "The order is cancelled", 409, "at " + order.doneAt()));
    }
    return DelayOrderView.of(order);
  }

  /** What has become of one. */
  @GET
  @Path("{id}")
  public DelayOrderView order(@PathParam("id") UUID id) {
    return orders
        .find(id)
        .map(order -> DelayOrderView.of(order, failures.about(id)))
        .orElseThrow(() -> notFound(id));
  }

  private static ProblemException notFound(UUID id) {
    return ProblemException.notFound("order", id.toString());
  }
}
