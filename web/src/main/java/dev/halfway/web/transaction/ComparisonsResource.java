package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.Comparison;
import dev.halfway.transaction.comparison.ComparisonRefused;
import dev.halfway.transaction.comparison.ComparisonRequest;
import dev.halfway.transaction.comparison.Comparisons;
import dev.halfway.transaction.comparison.Report;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
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
import org.jspecify.annotations.Nullable;

/** Comparisons of the mechanisms. */
@Path("transaction/comparisons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class ComparisonsResource {

  private static final String RUNNING =
      """
      {"id": "3960bb35-caf5-44bd-ba68-5c0d8285bb54", "state": "RUNNING", "modes": ["xa", "half"],
       "orders": 1000, "concurrency": 8, "placed": 400, "total": 2800, "step": "round 1 of 5: XA",
       "startedAt": "2026-11-22T10:15:30Z", "startedBy": "ada"}""";

  @Inject private Comparisons comparisons;
  @Inject private ComparisonEvents events;
  @Inject private AccessRules rules;

  /** Begins one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Begins to compare mechanisms under load",
      description =
          "The same orders by each mode in alternating rounds, placed by callers inside the server."
              + " Takes from seconds to many minutes; Location shows how far it is. One with more"
              + " orders than halfway.transaction.comparison-orders is for operators; theirs alone"
              + " take longer than halfway.transaction.comparison-time.")
  @APIResponse(
      responseCode = "202",
      description = "Begun",
      headers = @Header(name = "Location", description = "Where to see what comes of it"),
      content =
          @Content(
              schema = @Schema(implementation = ComparisonView.class),
              examples = @ExampleObject(name = "example", value = RUNNING)))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was begun")
  @APIResponse(
      responseCode = "409",
      description = "Another one is running, or the database is not fit for it; nothing was begun")
  @APIResponse(
      responseCode = "403",
      description = "Faults, and many orders, are for operators; nothing was begun")
  public Response begin(
      @NotNull(message = "is missing") @Valid ComparisonBody body,
      @Context UriInfo uri,
      @Context HttpServletRequest http)
      throws ComparisonRefused {
    ComparisonRequest request = body.toRequest();
    if (!request.faults().isEmpty()) {
      rules.require(http, AccessRules.Need.OPERATE, "faults are for operators");
    }
    if (comparisons.isLarge(request)) {
      rules.require(
          http,
          AccessRules.Need.OPERATE,
          "more than %d orders by each mode are for operators".formatted(comparisons.maxOrders()));
    }
    Comparison begun = comparisons.begin(request, AuditName.of(http), rules.isOperator(http));
    return Response.accepted(ComparisonView.of(begun))
        .location(uri.getAbsolutePathBuilder().path(begun.id().toString()).build())
        .build();
  }

  /** The newest. */
  @GET
  @Operation(summary = "The newest comparisons")
  @APIResponse(
      responseCode = "200",
      description = "The newest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = ComparisonView.class),
              examples = @ExampleObject(name = "example", value = "[" + RUNNING + "]")))
  public List<ComparisonView> newest(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
    return comparisons.newest(limit).stream().map(ComparisonView::of).toList();
  }

  /** One of them. */
  @GET
  @Path("{id}")
  @Operation(summary = "A comparison: how far it is, or what it has found")
  @APIResponse(
      responseCode = "200",
      description = "The comparison",
      content =
          @Content(
              schema = @Schema(implementation = ComparisonView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3960bb35-caf5-44bd-ba68-5c0d8285bb54", "state": "DONE", "modes": ["half"],
                           "orders": 1000, "concurrency": 8, "placed": 1400, "total": 1400, "step": "done",
                           "startedAt": "2026-11-22T10:15:30Z", "finishedAt": "2026-11-22T10:16:30Z",
                           "startedBy": "ada", "settings": {"database": "PostgreSQL 15.18", "database.fsync": "on", "java": "OpenJDK 17"},
                           "results": [{"mode": "half", "accepted": 1000, "refused": 0, "failed": 0, "ordersPerSecond": 900.5,
                                        "perRound": [880.1, 910.2, 905.0, 899.9, 907.3], "p50": 8.1, "p95": 14.0, "p99": 19.5,
                                        "max": 41.2, "consistency": {"p50": 21.0, "p95": 60.3, "p99": 88.1, "max": 120.4},
                                        "locksInDoubt": {"meanMillis": 0.0, "longestMillis": 0.0},
                                        "forcedWrites": {"broker": 0.34, "transactionLog": 0.0, "database": 0.66},
                                        "checked": 1400, "lost": 0, "phantom": 0, "duplicate": 0, "undecided": 0}]}""")))
  @APIResponse(responseCode = "404", description = "There is no such comparison")
  public ComparisonView comparison(@PathParam("id") UUID id) {
    return ComparisonView.of(existing(id));
  }

  /** Ends one. */
  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Cancels a comparison that is running",
      description =
          "For operators, and for whoever has begun it; one that was begun without an account may be"
              + " cancelled by anybody on the server's machine. Orders that were placed stay, and"
              + " have their effects. Also one that was cancelled before.")
  @APIResponse(
      responseCode = "200",
      description = "It is cancelled, and another one may begin",
      content =
          @Content(
              schema = @Schema(implementation = ComparisonView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "3960bb35-caf5-44bd-ba68-5c0d8285bb54", "state": "CANCELLED", "modes": ["xa", "half"],
                           "orders": 1000, "concurrency": 8, "placed": 400, "total": 2800, "step": "round 1 of 5: XA",
                           "startedAt": "2026-11-22T10:15:30Z", "finishedAt": "2026-11-22T10:15:41Z",
                           "failure": "cancelled by ada", "startedBy": "ada"}""")))
  @APIResponse(
      responseCode = "202",
      description = "It ends as soon as the orders that were begun have; it is still RUNNING")
  @APIResponse(responseCode = "403", description = "Somebody else has begun it")
  @APIResponse(responseCode = "404", description = "There is no such comparison")
  @APIResponse(responseCode = "409", description = "It has ended by itself")
  public Response cancel(@PathParam("id") UUID id, @Context HttpServletRequest http) {
    requireOwner(existing(id), http);
    Comparison comparison = comparisons.cancel(id, AuditName.of(http)).orElseThrow();
    return switch (comparison.state()) {
      case CANCELLED -> Response.ok(ComparisonView.of(comparison)).build();
      case RUNNING -> Response.accepted(ComparisonView.of(comparison)).build();
      default ->
          throw new ProblemException(
              Problem.of(
                  "comparison-ended",
                  "The comparison has ended",
                  409,
                  "it is " + comparison.state()));
    };
  }

  private void requireOwner(Comparison comparison, HttpServletRequest http) {
    @Nullable String owner = comparison.startedBy();
    boolean may =
        rules.isOperator(http)
            || AuditName.of(http).equals(owner)
            || (owner != null && AuditName.isAnonymous(owner) && rules.isOfThisMachine(http));
    if (!may) {
      throw new ProblemException(
          Problem.of(
              "not-yours",
              "Somebody else has begun it",
              403,
              "an operator may cancel it, and whoever has begun it"));
    }
  }

  /** How far it is, as it goes on. */
  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "The progress of a comparison as server-sent events",
      description =
          "progress when something has changed, heartbeat when nothing has, end as the last one;"
              + " the data is the comparison as JSON.")
  @APIResponse(responseCode = "200", description = "The events, until the comparison has ended")
  @APIResponse(responseCode = "404", description = "There is no such comparison")
  @APIResponse(responseCode = "503", description = "There are too many listeners")
  public void events(@PathParam("id") UUID id, @Context SseEventSink sink, @Context Sse sse) {
    existing(id);
    if (!events.tell(id, sink, sse)) {
      throw new ProblemException(
          Problem.of("too-many-listeners", "There are too many listeners", 503, null));
    }
  }

  /** Its results as comma-separated values. */
  @GET
  @Path("{id}/table.csv")
  @Produces("text/csv")
  @Operation(summary = "The results of a comparison as comma-separated values")
  @APIResponse(responseCode = "200", description = "A line for each mode, after a header")
  @APIResponse(responseCode = "404", description = "There is no such comparison")
  @APIResponse(responseCode = "409", description = "It has no results, or not yet")
  public String table(@PathParam("id") UUID id) {
    return ComparisonTable.of(
        reported(existing(id)).results().stream().map(ComparisonView.Result::of).toList());
  }

  /** Its results as a picture. */
  @GET
  @Path("{id}/picture.svg")
  @Produces("image/svg+xml")
  @Operation(summary = "The results of a comparison as a picture")
  @APIResponse(responseCode = "200", description = "Throughput and latency")
  @APIResponse(responseCode = "404", description = "There is no such comparison")
  @APIResponse(responseCode = "409", description = "It has no results, or not yet")
  public String picture(@PathParam("id") UUID id) {
    Comparison comparison = existing(id);
    return ComparisonPicture.of(comparison, reported(comparison));
  }

  private Comparison existing(UUID id) {
    return comparisons
        .find(id)
        .orElseThrow(() -> ProblemException.notFound("comparison", id.toString()));
  }

  private static Report reported(Comparison comparison) {
    Report report = comparison.report();
    if (report == null) {
      throw new ProblemException(
          Problem.of(
              "no-results",
              "There are no results",
              409,
              "the comparison is " + comparison.state()));
    }
    return report;
  }
}
