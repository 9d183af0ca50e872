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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(summary = "Sets what is in the warehouse of an item, and keeps its stock from now on")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(
              schema = @Schema(implementation = ItemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"item": "tea", "stock": 100, "reserved": 2, "available": 98}""")))
  @APIResponse(responseCode = "409", description = "More is reserved; nothing was changed")
  public ItemView keep(
      @PathParam("item") @Name String item,
      @NotNull(message = "is missing") @Valid StockRequest request,
      @Context HttpServletRequest http)
      throws StockBelowReserved {
    return ItemView.of(warehouse.keep(item, request.stock(), AuditName.of(http)));
  }

  /** What is in the warehouse. */
  @GET
  @Operation(summary = "What is in the warehouse of an item")
  @APIResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(
              schema = @Schema(implementation = ItemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"item": "tea", "stock": 100, "reserved": 2, "available": 98}""")))
  @APIResponse(responseCode = "404", description = "Nobody keeps its stock")
  public ItemView item(@PathParam("item") @Name String item) {
    return warehouse
        .find(item)
        .map(ItemView::of)
        .orElseThrow(() -> ProblemException.notFound("item", item));
  }
}
