package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.ComparisonRefused;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: a comparison cannot be made now, or here. */
@Provider
public class ComparisonRefusedProblem implements ExceptionMapper<ComparisonRefused> {

  @Override
  public Response toResponse(ComparisonRefused e) {
    Problem problem =
        switch (e.reason()) {
          case RUNNING ->
              Problem.of("comparison-running", "Another one is running", 409, e.getMessage());
          case NOT_DURABLE ->
              Problem.of(
                  "not-durable",
                  "The figures would say nothing",
                  409,
                  e.getMessage() + "; with \"demo\": true it is done all the same");
          case XA_UNAVAILABLE ->
              Problem.of(
                  "xa-unavailable", "There is no two-phase commit here", 409, e.getMessage());
          case FAULTS_OFF ->
              Problem.of("faults-off", "Nothing can be made to fail here", 409, e.getMessage());
        };
    return problem.toResponse();
  }
}
