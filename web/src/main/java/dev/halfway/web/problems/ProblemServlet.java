package dev.halfway.web.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The server's own errors outside of the API, such as a page that is not there, as problem
 * documents.
 */
@WebServlet(value = "/problem", asyncSupported = true)
public class ProblemServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = code instanceof Integer error ? error : HttpServletResponse.SC_NOT_FOUND;
    ProblemAnswer.write(response, Problem.ofStatus(status, null).toResponse());
  }
}
