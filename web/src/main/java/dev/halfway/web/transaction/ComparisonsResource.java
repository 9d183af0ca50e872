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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Comparisons of the mechanisms. */
@Path("transaction/comparisons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class ComparisonsResource {

  @Inject private Comparisons comparisons;
  @Inject private ComparisonEvents events;
  @Inject private AccessRules rules;

  /** Begins one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = ComparisonView.class, responseCode = "202")
  public Response begin(
      @NotNull @Valid ComparisonBody body, @Context UriInfo uri, @Context HttpServletRequest http)
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
  public List<ComparisonView> newest(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
    return comparisons.newest(limit).stream().map(ComparisonView::of).toList();
  }

  /** One of them. */
  @GET
  @Path("{id}")
  public ComparisonView comparison(@PathParam("id") UUID id) {
    return ComparisonView.of(existing(id));
  }

  /** Ends one. */
  @DELETE
  @Path("{id}")
  @APIResponseSchema(ComparisonView.class)
  @APIResponse(responseCode = "202")
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
  @APIResponse(responseCode = "200")
  public void events(@PathParam("id") UUID id, @Context SseEventSink sink, @Context Sse sse) {
    existing(id);
    if (!events.subscribe(id, sink, sse)) {
      throw new ProblemException(
          Problem.of("too-many-listeners", "There are too many listeners", 503, null));
    }
  }

  /** Its results as comma-separated values. */
  @GET
  @Path("{id}/table.csv")
  @Produces("text/csv")
  public String table(@PathParam("id") UUID id) {
    return ComparisonTable.of(
        reported(existing(id)).results().stream().map(ComparisonView.Result::of).toList());
  }

  /** Its results as a picture. */
  @GET
  @Path("{id}/picture.svg")
  @Produces("image/svg+xml")
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
