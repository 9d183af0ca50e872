package dev.halfway.web.problems;

import dev.halfway.disk.DiskFull;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 503: nothing more is accepted until there is space again, which health shows too. */
@Provider
public class DiskFullProblem implements ExceptionMapper<DiskFull> {

  private static final int RETRY_AFTER_SECONDS = 30;

  @Override
  public Response toResponse(DiskFull e) {
    return of(String.valueOf(e.getMessage())).getResponse();
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
