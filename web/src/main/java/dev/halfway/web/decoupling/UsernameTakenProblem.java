package dev.halfway.web.decoupling;

import dev.halfway.decoupling.UsernameTaken;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: the username is taken. */
@Provider
public class UsernameTakenProblem implements ExceptionMapper<UsernameTaken> {

  @Override
  public Response toResponse(UsernameTaken e) {
    return Problem.of("username-taken", "The username is taken", 409, e.getMessage()).toResponse();
  }
}
