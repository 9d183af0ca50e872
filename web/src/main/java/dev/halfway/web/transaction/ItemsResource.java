package dev.halfway.web.transaction;

import dev.halfway.transaction.StockBelowReserved;
import dev.halfway.transaction.Warehouse;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.input.Name;
import dev.halfway.web.input.StockRequest;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The items whose stock is kept. Of others any quantity can be ordered. */
@Path("transaction/items/{item}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class ItemsResource {

  @Inject private Warehouse warehouse;

  /** Sets the stock. */
  @PUT
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public ItemView keep(
      @PathParam("item") @Name String item,
      @NotNull @Valid StockRequest request,
      @Context HttpServletRequest http)
      throws StockBelowReserved {
    return ItemView.of(warehouse.keep(item, request.stock(), AuditName.of(http)));
  }

  /** What is in the warehouse. */
  @GET
  public ItemView item(@PathParam("item") @Name String item) {
    return warehouse
        .find(item)
        .map(ItemView::of)
        .orElseThrow(() -> ProblemException.notFound("item", item));
  }
}
