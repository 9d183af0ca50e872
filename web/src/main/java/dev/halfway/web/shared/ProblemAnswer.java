package dev.halfway.web.shared;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Answers with a problem where there is no resource: in filters and servlets. Thread-safe. */
public final class ProblemAnswer {

  private static final ObjectMapper JSON = StrictJson.mapper();

  private ProblemAnswer() {}

  /** Answers with what a mapper of exceptions has made. */
  public static void write(HttpServletResponse response, Response problem) throws IOException {
    response.setStatus(problem.getStatus());
    problem
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentType(Problem.MEDIA_TYPE);
    // Not to the stream: the mapper would close it, which blocks where nothing may.
    response.getOutputStream().write(JSON.writeValueAsBytes(problem.getEntity()));
  }
}
