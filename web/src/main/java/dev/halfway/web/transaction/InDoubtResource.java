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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(
      summary = "What is in doubt or cannot be delivered",
      description =
          "Transactions under two-phase commit that are prepared in database or broker, then half"
              + " messages of every node that shares the database. Each"
              + " transaction and each committed message is here for a moment; one that stays has a"
              + " cause. What the relay has in its hands right now is not shown.")
  @APIResponse(
      responseCode = "200",
      description =
          "Transactions, the oldest first; messages of one queue in its order, without bodies",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = InDoubtView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"id": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0", "kind": "HALF",
                            "transaction": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f", "ordinal": 0,
                            "group": "halfway", "node": "halfway", "destination": "halfway.decoupling.sms",
                            "state": "WAITING", "queue": "halfway.half.waiting",
                            "sentAt": "2026-11-22T10:15:30Z", "age": "PT4.2S", "attempts": 1, "checks": 0,
                            "nextCheck": "2026-11-22T10:15:36Z", "verdict": "UNKNOWN", "cause": "undecided"}]""")))
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
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
  @Operation(
      summary = "One that is in doubt, with its body",
      description = "The body is cut after 4,096 characters.")
  @APIResponse(
      responseCode = "200",
      description = "It was there when the broker was asked",
      content =
          @Content(
              schema = @Schema(implementation = InDoubtView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0", "kind": "HALF",
                           "transaction": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f", "ordinal": 0,
                           "group": "halfway", "node": "halfway", "destination": "halfway.decoupling.sms",
                           "state": "WAITING", "queue": "halfway.half.waiting",
                           "sentAt": "2026-11-22T10:15:30Z", "age": "PT4.2S", "attempts": 1, "checks": 0,
                           "nextCheck": "2026-11-22T10:15:36Z", "verdict": "UNKNOWN", "cause": "undecided",
                           "body": "{\\"registration\\":\\"1f0e…\\"}", "truncated": false}""")))
  @APIResponse(responseCode = "404", description = "It is settled already, or never was")
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
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
  @Operation(
      summary = "Decides the transaction of a half message, or one under two-phase commit",
      description =
          "Of a transaction, what is prepared is committed or rolled back as the transaction log"
              + " says; only where it is another node's, whose log nobody here can read, as is asked"
              + " for. Of a half message, 200 says that the message is settled and nothing is left to decide; `outcome` says how."
              + " The database prevails: where it already knows how the transaction ended, the"
              + " message is settled as it says, and the outcome is DELIVERED_INSTEAD or"
              + " SWALLOWED_INSTEAD. 409 says that the message is still there. ROLLBACK loses"
              + " no committed message: it holds only when the transaction can never commit any more."
              + " COMMIT delivers a message whose row may not exist: use it only when the business"
              + " data says so.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "The message is settled, as decided or as the database says",
      content =
          @Content(
              schema = @Schema(implementation = OutcomeView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0", "outcome": "SWALLOWED",
                           "explanation": "the transaction counts as rolled back, and the message was swallowed"}""")))
  @APIResponse(responseCode = "404", description = "It is settled already, or never was")
  @APIResponse(
      responseCode = "409",
      description =
          "Nobody can decide this now, and nothing was changed; or it counts as committed, and its"
              + " destination does not take it")
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
  public OutcomeView resolve(
      @PathParam("id") String id,
      @NotNull(message = "is missing") @Valid ResolutionRequest request,
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
  @Operation(
      summary = "Looks at a waiting or parked message now, instead of when it is due",
      description =
          "Looking is all that is asked for, so UNDECIDED and NOT_DELIVERABLE are answers and no"
              + " errors. A parked message starts again with all its checks.")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "What came of it",
      content =
          @Content(
              schema = @Schema(implementation = OutcomeView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0", "outcome": "DELIVERED",
                           "explanation": "the transaction counts as committed, and the message was delivered"}""")))
  @APIResponse(responseCode = "404", description = "It is settled already, or never was")
  @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
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
