package dev.halfway.web.transaction;

import dev.halfway.transaction.StockBelowReserved;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: more of the item is reserved. */
@Provider
public class StockBelowReservedProblem implements ExceptionMapper<StockBelowReserved> {

  @Override
  public Response toResponse(StockBelowReserved e) {
    return Problem.of("stock-reserved", "More of the item is reserved", 409, e.getMessage())
        .toResponse();
  }
}
