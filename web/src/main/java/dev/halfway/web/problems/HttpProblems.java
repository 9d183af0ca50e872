package dev.halfway.web.problems;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the framework itself refuses: no such path, method, media type. Headers such as Allow are
 * kept.
 */
final class HttpProblems {

  private HttpProblems() {}

  static @Nullable Response of(Throwable failure) {
    if (!(failure instanceof WebApplicationException e)) {
      return null;
    }
    Response answer = e.getResponse();
    if (e instanceof ProblemException || answer.getStatus() < 400) {
      return answer;
    }
    Response problem = Problem.ofStatus(answer.getStatus(), detail(e)).toResponse();
    Response.ResponseBuilder builder = Response.fromResponse(problem);
    answer
        .getStringHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                  && !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    return builder.build();
  }

  /** The framework's own texts name classes and codes of its own, so they stay inside. */
  private static String detail(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (e instanceof NotAllowedException) {
      return "this path does not know the method";
    }
    return switch (status) {
      case 404 -> "there is nothing at this path";
      case 406 -> "the answer cannot be had in a media type that the request accepts";
      case 415 -> "the body must be application/json";
      default -> "the request could not be handled";
    };
  }
}
