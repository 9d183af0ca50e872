package dev.halfway.web.bus;

import dev.halfway.bus.GameClosed;
import dev.halfway.bus.NewBusOrder;
import dev.halfway.bus.SchedulingCentre;
import dev.halfway.bus.notification.Notices;
import dev.halfway.web.consumers.Failures;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders of the lottery. */
@Path("bus/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bus")
public class BusOrdersResource {

  @Inject private SchedulingCentre centre;
  @Inject private Notices notices;
  @Inject private Failures failures;

  /** Accepts one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Gives the scheduling centre an order of the lottery",
      description = "Its ticket is issued after the answer; its prize is known after the draw.")
  @APIResponse(
      responseCode = "202",
      description = "The order",
      headers = @Header(name = "Location", description = "Where to see what becomes of it"),
      content =
          @Content(
              schema = @Schema(implementation = BusOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "5f2d3c1e-7a0b-4c3f-9d55-0a6c3b9d2e11", "game": "saturday-48",
                           "numbers": [3, 8, 21, 24, 33, 41], "stake": 2.50, "state": "CREATED",
                           "history": [{"state": "CREATED", "at": "2026-11-28T10:15:30Z", "by": "centre"}],
                           "ignored": []}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was accepted")
  @APIResponse(responseCode = "409", description = "The game was drawn; nothing was accepted")
  public Response place(
      @NotNull(message = "is missing") @Valid BusOrderRequest request, @Context UriInfo uri)
      throws GameClosed {
    BusOrderView placed =
        BusOrderView.of(
            centre.place(new NewBusOrder(request.game(), request.numbers(), request.stake())),
            null);
    return Response.accepted(placed)
        .location(uri.getAbsolutePathBuilder().path(placed.id().toString()).build())
        .build();
  }

  /** Where one stands. */
  @GET
  @Path("{id}")
  @Operation(
      summary = "Where an order stands, and how it came there",
      description =
          "What the centre was told twice, too early or too late has changed nothing and is listed"
              + " apart.")
  @APIResponse(
      responseCode = "200",
      description = "The order",
      content =
          @Content(
              schema = @Schema(implementation = BusOrderView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "5f2d3c1e-7a0b-4c3f-9d55-0a6c3b9d2e11", "game": "saturday-48",
                           "numbers": [3, 8, 21, 24, 33, 41], "stake": 2.50, "state": "TICKETED",
                           "ticket": "T-5F2D3C1E7A0B4C3F",
                           "history": [
                             {"state": "CREATED", "at": "2026-11-28T10:15:30Z", "by": "centre"},
                             {"state": "DISPATCHED", "at": "2026-11-28T10:15:30.021Z", "by": "centre",
                              "messageId": "0b8e6f9e-7d2a-4a59-b6c5-6f6f5f7b2f3a.0"},
                             {"state": "TICKETED", "at": "2026-11-28T10:15:30.044Z", "by": "ticketing",
                              "messageId": "c2f5d0a1-9a68-4f3d-8f64-2f1f6c1a7e55.0"}],
                           "ignored": []}""")))
  @APIResponse(responseCode = "404", description = "There is none")
  public BusOrderView order(@PathParam("id") UUID id) {
    return centre
        .find(id)
        .map(order -> BusOrderView.of(order, failures.about(id)))
        .orElseThrow(() -> ProblemException.notFound("order", id.toString()));
  }

  /** What its player was told. */
  @GET
  @Path("{id}/notices")
  @Operation(summary = "What the player of an order was told by the subsystem notification")
  @APIResponse(
      responseCode = "200",
      description = "The notices, the first one first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = NoticeView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"state": "WON", "text": "You have won 25.00.", "at": "2026-11-28T20:00:00.120Z"}]""")))
  @APIResponse(responseCode = "404", description = "There is no such order")
  public List<NoticeView> notices(@PathParam("id") UUID id) {
    order(id);
    return notices.of(id).stream()
        .map(notice -> new NoticeView(notice.state(), notice.text(), notice.at()))
        .toList();
  }
}
