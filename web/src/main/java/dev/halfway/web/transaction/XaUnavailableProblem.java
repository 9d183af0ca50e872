package dev.halfway.web.transaction;

import dev.halfway.transaction.XaUnavailable;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: the database takes no part in two-phase commit. */
@Provider
public class XaUnavailableProblem implements ExceptionMapper<XaUnavailable> {

  @Override
  public Response toResponse(XaUnavailable e) {
    return Problem.of("xa-unavailable", "There is no two-phase commit here", 409, e.getMessage())
        .toResponse();
  }
}
