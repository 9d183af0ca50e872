package dev.halfway.half.probe;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lists and releases the transactions that are held. */
@WebServlet("/held")
public class HoldServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient Holds holds;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(Json.createArrayBuilder(holds.ids()).build());
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    holds.release(request.getParameter("id"));
  }
}
