package dev.halfway.web.hub;

import dev.halfway.hub.Backlogged;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;

/** 429: too much waits for a sink. */
final class BackloggedProblem {

  private static final int RETRY_AFTER_SECONDS = 5;

  private BackloggedProblem() {}

  /**
   * The answer.
   *
   * @param accepted events of the same request that were accepted before
   */
  static ProblemException of(Backlogged e, long accepted) {
    return new ProblemException(
        Problem.of(
            "hub-backlogged",
            "Too many events wait",
            429,
            "%s; the first %d events were accepted".formatted(e.getMessage(), accepted)),
        HttpHeaders.RETRY_AFTER,
        String.valueOf(RETRY_AFTER_SECONDS));
  }
}
