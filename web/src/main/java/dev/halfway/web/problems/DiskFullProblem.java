package dev.halfway.web.problems;

import dev.halfway.disk.DiskFull;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** 503: nothing more is accepted until there is space again, which health shows too. */
public final class DiskFullProblem {

  private static final int RETRY_AFTER_SECONDS = 30;

  private DiskFullProblem() {}

  static @Nullable Response of(Throwable failure) {
    return failure instanceof DiskFull
        ? of(String.valueOf(failure.getMessage())).getResponse()
        : null;
  }

  /**
   * The answer.
   *
   * @param accepted events of the same request that were accepted before
   */
  public static ProblemException of(DiskFull e, long accepted) {
    return of("%s; the first %d events were accepted".formatted(e.getMessage(), accepted));
  }

  private static ProblemException of(String detail) {
    return new ProblemException(
        Problem.of("disk-full", "The disk is full", 503, detail),
        HttpHeaders.RETRY_AFTER,
        String.valueOf(RETRY_AFTER_SECONDS));
  }
}
