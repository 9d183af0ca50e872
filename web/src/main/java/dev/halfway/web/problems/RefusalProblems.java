package dev.halfway.web.problems;

import dev.halfway.refusal.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a scenario refuses to do: its kind decides the status. */
final class RefusalProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private RefusalProblems() {}

  static @Nullable Response of(Throwable failure) {
    if (!(failure instanceof Refusal refusal)) {
      return null;
    }
    return switch (refusal.kind()) {
      case CONFLICT -> problem(refusal, 409);
      case REFUSED_OUTSIDE -> problem(refusal, 502);
      case OVERLOAD -> later(refusal, 429);
      case NO_ANSWER_OUTSIDE -> later(refusal, 503);
    };
  }

  private static Response problem(Refusal refusal, int status) {
    return Problem.of(refusal.type(), refusal.title(), status, refusal.detail()).toResponse();
  }

  private static Response later(Refusal refusal, int status) {
    Duration after = refusal.retryAfter().orElse(RETRY_AFTER);
    return Response.fromResponse(problem(refusal, status))
        .header(HttpHeaders.RETRY_AFTER, Math.max(1, after.plusMillis(999).toSeconds()))
        .build();
  }
}
