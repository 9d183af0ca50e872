package dev.halfway.web.transaction;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.Resolution;
import dev.halfway.transaction.InDoubt;
import dev.halfway.transaction.xa.XaOutcome;
import dev.halfway.web.disk.EvenIfDiskIsFull;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is in doubt, and what an operator does about it. */
@Path("transaction/in-doubt")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class InDoubtResource {

  /** What an id may look like; anything else cannot name one and would not fit the audit trail. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  @Inject private InDoubt inDoubt;

  /** All that is in doubt. */
  @GET
  public List<InDoubtView> all(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
    Instant now = Instant.now();
    return Stream.concat(
            inDoubt.transactions().stream().map(one -> InDoubtView.of(one, now)),
            inDoubt.list(limit).stream().map(half -> InDoubtView.of(half, now)))
        .limit(limit)
        .toList();
  }

  /** One of them. */
  @GET
  @Path("{id}")
  public InDoubtView one(@PathParam("id") String id) {
    Optional<String> uid = InDoubtView.transactionOf(existing(id));
    if (uid.isPresent()) {
      return inDoubt
          .transaction(uid.get())
          .map(one -> InDoubtView.of(one, Instant.now()))
          .orElseThrow(() -> notFound(id));
    }
    HalfTransaction half = inDoubt.find(id).orElseThrow(() -> notFound(id));
    InDoubtView view = InDoubtView.of(half, Instant.now());
    return inDoubt.body(id, InDoubtView.BODY_LIMIT + 1).map(view::withBody).orElse(view);
  }

  /** Decides. */
  @POST
  @Path("{id}/resolution")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public OutcomeView resolve(
      @PathParam("id") String id,
      @NotNull @Valid ResolutionRequest request,
      @Context SecurityContext caller) {
    Optional<String> uid = InDoubtView.transactionOf(existing(id));
    if (uid.isPresent()) {
      return resolveTransaction(id, uid.get(), request, caller);
    }
    Resolution outcome =
        inDoubt.resolve(id, request.verdict().verdict(), request.reason(), nameOf(caller));
    return switch (outcome) {
      case NOT_FOUND -> throw notFound(id);
      case UNDECIDED -> throw conflict("undecided", "Nobody can decide this now", outcome);
      case NOT_DELIVERABLE ->
          throw conflict("not-deliverable", "The destination does not take the message", outcome);
      case DELIVERED, SWALLOWED, DELIVERED_INSTEAD, SWALLOWED_INSTEAD ->
          OutcomeView.of(id, outcome);
    };
  }

  private OutcomeView resolveTransaction(
      String id, String uid, ResolutionRequest request, SecurityContext caller) {
    boolean commit = request.verdict() == ResolutionRequest.Decision.COMMIT;
    XaOutcome outcome = inDoubt.resolve(uid, commit, request.reason(), nameOf(caller));
    return switch (outcome) {
      case NOT_FOUND -> throw notFound(id);
      case TOO_YOUNG ->
          throw new ProblemException(
              Problem.of(
                  "undecided", "Nobody can decide this now", 409, OutcomeView.explain(outcome)));
      case COMMITTED, ROLLED_BACK, COMMITTED_INSTEAD, ROLLED_BACK_INSTEAD ->
          OutcomeView.of(id, outcome);
    };
  }

  /** Looks again. */
  @POST
  @Path("{id}/check")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public OutcomeView check(@PathParam("id") String id, @Context SecurityContext caller) {
    Resolution outcome = inDoubt.check(existing(id), nameOf(caller));
    if (outcome == Resolution.NOT_FOUND) {
      throw notFound(id);
    }
    return OutcomeView.of(id, outcome);
  }

  /** An id that can name something. */
  private static String existing(String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound(id);
    }
    return id;
  }

  private static String nameOf(SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }

  private static ProblemException notFound(String id) {
    return ProblemException.notFound("message or transaction in doubt", id);
  }

  private static ProblemException conflict(String type, String title, Resolution outcome) {
    return new ProblemException(Problem.of(type, title, 409, OutcomeView.explain(outcome)));
  }
}
