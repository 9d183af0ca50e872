package dev.halfway.portability.orders;

import dev.halfway.half.probe.Names;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.Verdict;
import jakarta.jms.JMSException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lists what is in doubt, and settles it as an operator says. */
@WebServlet("/in-doubt")
public class OperatorServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final int ALL = 1000;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    JsonArrayBuilder all = Json.createArrayBuilder();
    try {
      for (HalfTransaction one : transactions().inDoubt(ALL)) {
        all.add(one.id());
      }
    } catch (JMSException e) {
      throw new ServletException(e);
    }
    response.getWriter().print(all.build());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      response
          .getWriter()
          .print(
              transactions()
                  .resolve(
                      request.getParameter("id"),
                      Verdict.valueOf(request.getParameter("verdict"))));
    } catch (JMSException e) {
      throw new ServletException(e);
    }
  }

  private static HalfTransactions transactions() {
    return Names.lookup(HalfTransactions.class, "halfway/HalfTransactions");
  }
}
