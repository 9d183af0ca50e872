package dev.halfway.web.transaction;

import dev.halfway.transaction.OrderRefused;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: the business refuses the order. */
@Provider
public class OrderRefusedProblem implements ExceptionMapper<OrderRefused> {

  @Override
  public Response toResponse(OrderRefused e) {
    Problem problem =
        switch (e.reason()) {
          case STOCK ->
              Problem.of("out-of-stock", "There is not enough of an item", 409, e.getMessage());
          case LIMIT -> Problem.of("order-limit", "The order costs too much", 409, e.getMessage());
        };
    return problem.toResponse();
  }
}
