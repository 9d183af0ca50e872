package dev.halfway.web.delay;

import dev.halfway.delay.DelayedMessage;
import dev.halfway.delay.DelayedMessages;
import dev.halfway.delay.DelayedMessages.Position;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.consumers.Failures;
import dev.halfway.web.http.Page;
import dev.halfway.web.input.PageSize;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
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
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Messages that are delivered at a time of their own. */
@Path("delay/messages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "delay")
public class DelayMessagesResource {

  private static final DueTime DUE = new DueTime("delay", "deliverAt");
  private static final Pattern AFTER = Pattern.compile("(\\d{1,15})_([0-9a-f-]{36})");

  @Inject private DelayedMessages messages;
  @Inject private Failures failures;

  /** Sends one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = DelayMessageView.class, responseCode = "201")
  public Response send(@NotNull @Valid DelayMessageRequest request, @Context UriInfo uri) {
    Instant at = DUE.of(request.delayLevel(), request.delay(), request.deliverAt());
    DelayMessageView sent = DelayMessageView.of(messages.send(request.text(), at));
    return Response.created(uri.getAbsolutePathBuilder().path(sent.id().toString()).build())
        .entity(sent)
        .build();
  }

  /** Those that are pending. */
  @GET
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DelayMessageView.class)))
  public Response pending(
      @QueryParam("limit") @DefaultValue("100") @PageSize int limit,
      @QueryParam("after") @Nullable String after,
      @Context UriInfo uri) {
    return Page.of(
        messages.pending(position(after), limit + 1),
        limit,
        DelayMessageView::of,
        uri,
        "after",
        last -> last.dueAt().toEpochMilli() + "_" + last.id());
  }

  private static @Nullable Position position(@Nullable String after) {
    if (after == null) {
      return null;
    }
    Matcher matcher = AFTER.matcher(after);
    if (!matcher.matches()) {
      throw new ProblemException(Problem.invalid("after", "must be from the Link of a page"));
    }
    try {
      return new Position(
          Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
          UUID.fromString(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.invalid("after", "must be from the Link of a page"));
    }
  }

  /** What has become of one. */
  @GET
  @Path("{id}")
  public DelayMessageView message(@PathParam("id") UUID id) {
    return messages
        .find(id)
        .map(message -> DelayMessageView.of(message, failures.about(id)))
        .orElseThrow(() -> ProblemException.notFound("message", id.toString()));
  }

  /** Takes one back. */
  @DELETE
  @Path("{id}")
  @RolesAllowed("operator")
  @SecurityRequirement(name = "basic")
  public void recall(@PathParam("id") UUID id, @Context HttpServletRequest http) {
    DelayedMessage message =
        messages
            .recall(id, AuditName.of(http))
            .orElseThrow(() -> ProblemException.notFound("message", id.toString()));
    if (message.status() == DelayedMessage.Status.DELIVERED) {
      throw new ProblemException(
          Problem.of("delivered", "The message was delivered", 409, "at " + message.doneAt()));
    }
  }
}
