package dev.halfway.web.problems;

import dev.halfway.consumers.StillHalf;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: a half message cannot be deleted. */
@Provider
public class StillHalfProblem implements ExceptionMapper<StillHalf> {

  @Override
  public Response toResponse(StillHalf e) {
    return Problem.of("still-half", "A half message cannot be deleted", 409, e.getMessage())
        .toResponse();
  }
}
