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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(summary = "Puts an item on sale, or changes how much there is of it")
  @APIResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(
              schema = @Schema(implementation = SaleItemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"item": "lamp", "stock": 100, "sold": 0, "remaining": 100}""")))
  @APIResponse(responseCode = "409", description = "More is sold; nothing was changed")
  public SaleItemView offer(
      @PathParam("item") @Name String item,
      @NotNull(message = "is missing") @Valid StockRequest request,
      @Context HttpServletRequest http)
      throws StockBelowSold {
    return SaleItemView.of(items.offer(item, request.stock(), AuditName.of(http)));
  }

  /** How much of it is sold. */
  @GET
  @Operation(summary = "How much of an item is sold")
  @APIResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(
              schema = @Schema(implementation = SaleItemView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"item": "lamp", "stock": 100, "sold": 42, "remaining": 58}""")))
  @APIResponse(responseCode = "404", description = "It is not on sale")
  public SaleItemView item(@PathParam("item") @Name String item) {
    return items
        .find(item)
        .map(SaleItemView::of)
        .orElseThrow(() -> ProblemException.notFound("item", item));
  }
}
