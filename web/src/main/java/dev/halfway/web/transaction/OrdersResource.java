package dev.halfway.web.transaction;

import dev.halfway.transaction.NewOrder;
import dev.halfway.transaction.OrderRefused;
import dev.halfway.transaction.Orders;
import dev.halfway.transaction.XaUnavailable;
import dev.halfway.web.consumers.Failures;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders, by each mechanism. */
@Path("transaction/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class OrdersResource {

  @Inject private Orders orders;
  @Inject private Failures failures;

  /** Places an order. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = OrderView.class, responseCode = "201")
  public Response place(
      @NotNull @Valid OrderRequest request,
      @QueryParam("mode")
          @DefaultValue("half")
          @Pattern(regexp = ModeNames.PATTERN, message = ModeNames.MESSAGE)
          String mode,
      @Context UriInfo uri)
      throws OrderRefused, XaUnavailable {
    NewOrder order = request.toOrder();
    orders.place(ModeNames.mode(mode), order);
    return Response.created(uri.getAbsolutePathBuilder().path(order.id().toString()).build())
        .entity(order(order.id()))
        .build();
  }

  /** An order and what has come of it. */
  @GET
  @Path("{id}")
  public OrderView order(@PathParam("id") UUID id) {
    return orders
        .find(id)
        .map(order -> OrderView.of(order, failures.about(id)))
        .orElseThrow(() -> ProblemException.notFound("order", id.toString()));
  }
}
