package dev.halfway.web.smoothing;

import dev.halfway.smoothing.StockBelowSold;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: more of the item is sold. */
@Provider
public class StockBelowSoldProblem implements ExceptionMapper<StockBelowSold> {

  @Override
  public Response toResponse(StockBelowSold e) {
    return Problem.of("stock-sold", "More of the item is sold", 409, e.getMessage()).toResponse();
  }
}
