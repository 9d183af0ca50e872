package dev.halfway.web.smoothing;

import dev.halfway.smoothing.Overloaded;
import dev.halfway.smoothing.Sale;
import dev.halfway.smoothing.UnknownItem;
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
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders of a sale. */
@Path("smoothing/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "smoothing")
public class SaleOrdersResource {

  @Inject private Sale sale;
  @Inject private Failures failures;

  /** Accepts an order. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Accepts an order of a sale",
      description =
          "Accepted is durable, and worked off after the answer, as fast as the database may."
              + " With direct=true it is worked off before the answer, whatever the load, to compare.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      headers = @Header(name = "Location", description = "Where to see what becomes of it"),
      content =
          @Content(
              schema = @Schema(implementation = SaleOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3b0a7f0b-3c41-8a0e-9f0e-2d0c7a1a5b77", "status": "QUEUED", "item": "lamp",
                           "quantity": 1, "buyer": "ada", "acceptedAt": "2026-11-22T10:15:30Z"}""")))
  @APIResponse(
      responseCode = "201",
      description = "Worked off, with direct=true",
      headers = @Header(name = "Location", description = "Where to see it again"),
      content =
          @Content(
              schema = @Schema(implementation = SaleOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3b0a7f0b-3c41-8a0e-9f0e-2d0c7a1a5b77", "status": "CONFIRMED", "item": "lamp",
                           "quantity": 1, "buyer": "ada", "acceptedAt": "2026-11-22T10:15:30Z",
                           "doneAt": "2026-11-22T10:15:30.012Z"}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was accepted")
  @APIResponse(
      responseCode = "429",
      description = "Too many wait, or came in this second; nothing was accepted",
      headers = @Header(name = "Retry-After", description = "Seconds until there may be room"))
  public Response order(
      @NotNull(message = "is missing") @Valid SaleOrderRequest request,
      @Parameter(description = "Straight to the database")
          @QueryParam("direct")
          @DefaultValue("false")
          @Pattern(regexp = "true|false", message = "must be true or false")
          String direct,
      @Context UriInfo uri)
      throws UnknownItem, Overloaded {
    if (direct.equals("true")) {
      SaleOrderView done =
          SaleOrderView.of(sale.direct(request.item(), request.quantity(), request.buyer()));
      return Response.created(location(uri, done)).entity(done).build();
    }
    SaleOrderView accepted =
        SaleOrderView.accepted(sale.accept(request.item(), request.quantity(), request.buyer()));
    return Response.accepted(accepted).location(location(uri, accepted)).build();
  }

  private static URI location(UriInfo uri, SaleOrderView order) {
    return uri.getAbsolutePathBuilder().path(order.id().toString()).build();
  }

  /** What has become of it. */
  @GET
  @Path("{id}")
  @Operation(summary = "What has become of an order")
  @APIResponse(
      responseCode = "200",
      description = "The order; while it is queued its id alone is known",
      content =
          @Content(
              schema = @Schema(implementation = SaleOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3b0a7f0b-3c41-8a0e-9f0e-2d0c7a1a5b77", "status": "QUEUED"}""")))
  @APIResponse(responseCode = "404", description = "No such order was ever accepted")
  public SaleOrderView order(@PathParam("id") UUID id) {
    return sale.find(id)
        .map(SaleOrderView::of)
        .or(
            () ->
                sale.isQueued(id)
                    ? Optional.of(SaleOrderView.queued(id, failures.about(id)))
                    : Optional.empty())
        .orElseThrow(() -> ProblemException.notFound("order", id.toString()));
  }
}
