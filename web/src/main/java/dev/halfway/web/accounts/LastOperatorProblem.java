package dev.halfway.web.accounts;

import dev.halfway.accounts.LastOperator;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: somebody must be left who may operate this. */
@Provider
public class LastOperatorProblem implements ExceptionMapper<LastOperator> {

  @Override
  public Response toResponse(LastOperator e) {
    return Problem.of("last-operator", "There must be an operator", 409, e.getMessage())
        .toResponse();
  }
}
