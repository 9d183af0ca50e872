package dev.halfway.web.problems;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Ends a request with a {@link Problem}. */
public class ProblemException extends WebApplicationException {

  private static final long serialVersionUID = 1;

  /** The problem becomes the answer. */
  public ProblemException(Problem problem) {
    super(problem.title(), problem.toResponse());
  }

  /** The problem becomes the answer, with one more header. */
  public ProblemException(Problem problem, String header, String value) {
    super(
        problem.title(), Response.fromResponse(problem.toResponse()).header(header, value).build());
  }

  /** There is no such thing. */
  public static ProblemException notFound(String what, String id) {
    return new ProblemException(
        Problem.of("not-found", "There is no such thing", 404, "there is no " + what + " " + id));
  }
}
