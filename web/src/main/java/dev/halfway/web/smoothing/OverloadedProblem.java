package dev.halfway.web.smoothing;

import dev.halfway.smoothing.Overloaded;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 429: there is no room for an order now; {@code Retry-After} says when there may be. */
@Provider
public class OverloadedProblem implements ExceptionMapper<Overloaded> {

  @Override
  public Response toResponse(Overloaded e) {
    return Response.fromResponse(
            Problem.of("overloaded", "There is no room for an order now", 429, e.getMessage())
                .toResponse())
        .header(HttpHeaders.RETRY_AFTER, Math.max(1, e.retryAfter().plusMillis(999).toSeconds()))
        .build();
  }
}
