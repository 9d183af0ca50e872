package dev.halfway.web.smoothing;

import dev.halfway.smoothing.Overloaded;
import dev.halfway.smoothing.Sale;
import dev.halfway.smoothing.UnknownItem;
import dev.halfway.web.consumers.Failures;
import dev.halfway.web.problems.Problem;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SaleOrderView.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = SaleOrderView.class)))
  public Response order(
      @NotNull @Valid SaleOrderRequest request,
      @QueryParam("direct")
          @DefaultValue("false")
          @Pattern(regexp = "true|false", message = "must be true or false")
          String direct,
      @Context UriInfo uri)
      throws Overloaded {
    try {
      return accept(request, direct.equals("true"), uri);
    } catch (UnknownItem e) {
      throw new ProblemException(Problem.invalid("item", "is not on sale"));
    }
  }

  private Response accept(SaleOrderRequest request, boolean direct, UriInfo uri)
      throws UnknownItem, Overloaded {
    if (direct) {
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
