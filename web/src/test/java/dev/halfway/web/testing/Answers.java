package dev.halfway.web.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What clients are told, read back. */
public final class Answers {

  private Answers() {}

  /** The problem document of an answer that is sound as a whole. */
  public static Problem problemOf(Response answer) {
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    Problem problem = (Problem) answer.getEntity();
    assertThat(problem.status()).isEqualTo(answer.getStatus());
    return problem;
  }

  /** The fields that were wrong. */
  public static List<Problem.FieldError> errorsOf(Response answer) {
    Problem problem = problemOf(answer);
    assertThat(problem.type()).isEqualTo("urn:halfway:problem:validation");
    assertThat(problem.status()).isEqualTo(400);
    return Objects.requireNonNull(problem.errors());
  }

  /** The answer that a refusal carries. */
  public static Response refusal(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, call)).getResponse();
  }
}
