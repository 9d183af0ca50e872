package dev.halfway.web.smoothing;

import dev.halfway.smoothing.UnknownItem;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 400: the item is not on sale. */
@Provider
public class UnknownItemProblem implements ExceptionMapper<UnknownItem> {

  @Override
  public Response toResponse(UnknownItem e) {
    return Problem.invalid("item", "is not on sale").toResponse();
  }
}
