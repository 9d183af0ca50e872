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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(
      summary = "Places an order that is cancelled unless it is paid in time",
      description =
          "Exactly one of payWithin, delayLevel and payBy. A time in the past cancels it at once.")
  @APIResponse(
      responseCode = "201",
      description = "The order",
      headers = @Header(name = "Location", description = "Where to see what becomes of it"),
      content =
          @Content(
              schema = @Schema(implementation = DelayOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "6a0e7d4c-5f5c-4a51-a4a1-98e0b2c0a7cd", "amount": 42.50, "status": "UNPAID",
                           "placedAt": "2026-11-22T10:15:30.123456Z",
                           "cancelDueAt": "2026-11-22T10:30:30.124Z"}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was placed")
  public Response place(
      @NotNull(message = "is missing") @Valid DelayOrderRequest request, @Context UriInfo uri) {
    Instant payBy = DUE.of(request.delayLevel(), request.payWithin(), request.payBy());
    DelayOrderView placed = DelayOrderView.of(orders.place(request.amount(), payBy));
    return Response.created(uri.getAbsolutePathBuilder().path(placed.id().toString()).build())
        .entity(placed)
        .build();
  }

  /** Pays one. */
  @POST
  @Path("{id}/payment")
  @Operation(
      summary = "Pays an order",
      description = "Once, however often: an order that was paid before stays so.")
  @APIResponse(
      responseCode = "200",
      description = "The order, PAID",
      content =
          @Content(
              schema = @Schema(implementation = DelayOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "6a0e7d4c-5f5c-4a51-a4a1-98e0b2c0a7cd", "amount": 42.50, "status": "PAID",
                           "placedAt": "2026-11-22T10:15:30.123456Z",
                           "cancelDueAt": "2026-11-22T10:30:30.124Z",
                           "doneAt": "2026-11-22T10:20:01.5Z"}""")))
  @APIResponse(responseCode = "404", description = "There is no such order")
  @APIResponse(responseCode = "409", description = "Its time is over: it is cancelled")
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
  @Operation(summary = "What has become of an order")
  @APIResponse(
      responseCode = "200",
      description = "The order",
      content =
          @Content(
              schema = @Schema(implementation = DelayOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "6a0e7d4c-5f5c-4a51-a4a1-98e0b2c0a7cd", "amount": 42.50, "status": "CANCELLED",
                           "placedAt": "2026-11-22T10:15:30.123456Z",
                           "cancelDueAt": "2026-11-22T10:30:30.124Z",
                           "doneAt": "2026-11-22T10:30:30.131Z"}""")))
  @APIResponse(responseCode = "404", description = "There is no such order")
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
