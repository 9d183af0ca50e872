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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(
      summary = "Places an order",
      description =
          "Stores the order, reserves stock, and tells the other systems, which take it after the"
              + " answer. By plain, what fails between storing and telling answers 5xx, and the"
              + " order stays without its effects.")
  @APIResponse(
      responseCode = "201",
      description = "Placed",
      headers = @Header(name = "Location", description = "Where to see what has come of it"),
      content =
          @Content(
              schema = @Schema(implementation = OrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "6a0e7f0b-3c41-4a0e-9f0e-2d0c7a1a5b77", "mode": "half", "customer": "ada",
                           "total": 8.40, "placedAt": "2026-11-22T10:15:30Z",
                           "effects": {"cart": {"state": "PENDING"}, "points": {"state": "PENDING"},
                                       "stock": {"state": "PENDING"}}}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was stored")
  @APIResponse(
      responseCode = "409",
      description =
          "Not enough in stock, or it costs too much, or the database takes no part in two-phase"
              + " commit; nothing was stored or sent")
  public Response place(
      @NotNull(message = "is missing") @Valid OrderRequest request,
      @Parameter(description = "By which mechanism order and message are kept together")
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
  @Operation(summary = "An order and what has come of it in each system")
  @APIResponse(
      responseCode = "200",
      description = "The order",
      content =
          @Content(
              schema = @Schema(implementation = OrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "6a0e7f0b-3c41-4a0e-9f0e-2d0c7a1a5b77", "mode": "half", "customer": "ada",
                           "total": 8.40, "placedAt": "2026-11-22T10:15:30Z",
                           "effects": {"cart": {"state": "DONE", "at": "2026-11-22T10:15:30.052Z"},
                                       "points": {"state": "DONE", "at": "2026-11-22T10:15:30.049Z"},
                                       "stock": {"state": "PENDING"}}}""")))
  @APIResponse(responseCode = "404", description = "There is no such order")
  public OrderView order(@PathParam("id") UUID id) {
    return orders
        .find(id)
        .map(order -> OrderView.of(order, failures.about(id)))
        .orElseThrow(() -> ProblemException.notFound("order", id.toString()));
  }
}
