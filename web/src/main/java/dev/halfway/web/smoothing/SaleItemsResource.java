package dev.halfway.web.smoothing;

import dev.halfway.smoothing.SaleItems;
import dev.halfway.smoothing.StockBelowSold;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.input.Name;
import dev.halfway.web.input.StockRequest;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is on sale. */
@Path("smoothing/items/{item}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "smoothing")
public class SaleItemsResource {

  @Inject private SaleItems items;

  /** Puts an item on sale. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public SaleItemView offer(
      @PathParam("item") @Name String item,
      @NotNull @Valid StockRequest request,
      @Context HttpServletRequest http)
      throws StockBelowSold {
    return SaleItemView.of(items.offer(item, request.stock(), AuditName.of(http)));
  }

  /** How much of it is sold. */
  @GET
  public SaleItemView item(@PathParam("item") @Name String item) {
    return items
        .find(item)
        .map(SaleItemView::of)
        .orElseThrow(() -> ProblemException.notFound("item", item));
  }
}
