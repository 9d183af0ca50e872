package dev.halfway.web.problems;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.web.json.StrictJson;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Answers with a problem where there is no resource: in filters and servlets. Thread-safe. */
public final class ProblemAnswer {

  private static final ObjectMapper JSON = StrictJson.mapper();

  private ProblemAnswer() {}

  /** Answers with what a mapper of exceptions has made. */
  public static void write(HttpServletResponse response, Response problem) throws IOException {
    byte[] body = prepare(response, problem);
    // Not to the stream: the mapper would close it, which blocks where nothing may.
    response.getOutputStream().write(body);
  }

  /**
   * Sets status and headers of an answer; its body, as JSON, is yet to be written.
   *
   * @param answer a problem, or what else is JSON
   */
  public static byte[] prepare(HttpServletResponse response, Response answer) throws IOException {
    response.setStatus(answer.getStatus());
    answer
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentType(
        answer.getEntity() instanceof Problem ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON);
    return JSON.writeValueAsBytes(answer.getEntity());
  }
}
