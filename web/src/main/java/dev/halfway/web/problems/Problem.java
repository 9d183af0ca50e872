package dev.halfway.web.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed, as RFC 9457 has it.
 *
 * @param type names the kind of problem for programs; stable across versions
 * @param title names it for people; the same for every problem of the type
 * @param status the HTTP status
 * @param detail what was wrong this time; null where the title says it all
 * @param instance names this occurrence in the server's log; null where there is nothing more to
 *     find
 * @param errors the fields that were wrong; null for problems other than of validation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
public record Problem(
    @Schema(examples = "urn:halfway:problem:validation") String type,
    @Schema(examples = "The request is not valid") String title,
    @Schema(examples = "400") int status,
    @Nullable String detail,
    @Nullable String instance,
    @Nullable List<FieldError> errors) {

  /** The media type of every error. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "urn:halfway:problem:";

  /**
   * A field that was wrong.
   *
   * @param field where it stands in the request, as in {@code lines[0].item}
   * @param message what is wrong with it
   */
  public record FieldError(
      @Schema(examples = "phone") String field,
      @Schema(examples = "must be an E.164 number, as in +4915112345678") String message) {}

  /** A problem of a type of ours. */
  public static Problem of(String type, String title, int status, @Nullable String detail) {
    return new Problem(TYPES + type, title, status, detail, null, null);
  }

  /** Fields were wrong. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        TYPES + "validation", "The request is not valid", 400, null, null, List.copyOf(errors));
  }

  /** One field was wrong. */
  public static Problem invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** A body is longer than what is read. */
  public static Problem bodyTooLarge(String limit) {
    return of("body-too-large", "The request body is too large", 413, limit);
  }

  /** What HTTP itself says of a status. */
  public static Problem ofStatus(int status, @Nullable String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String reason = known == null ? "Error " + status : known.getReasonPhrase();
    return Problem.of("http-" + status, reason, status, detail);
  }

  /** A failure of ours, to be found in the log by its id. */
  static Problem internal(String incident) {
    return new Problem(
        TYPES + "internal",
        "The server failed",
        500,
        "The failure is in the server's log under this id.",
        "urn:uuid:" + incident,
        null);
  }

  /** The answer that carries it. */
  public Response toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
