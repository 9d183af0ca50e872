package dev.halfway.web.bus;

import dev.halfway.bus.GameClosed;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409: the game was drawn. */
@Provider
public class GameClosedProblem implements ExceptionMapper<GameClosed> {

  @Override
  public Response toResponse(GameClosed e) {
    return Problem.of("game-drawn", "The game was drawn", 409, e.getMessage()).toResponse();
  }
}
