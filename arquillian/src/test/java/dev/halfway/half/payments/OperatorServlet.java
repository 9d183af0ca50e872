package dev.halfway.half.payments;

import dev.halfway.ra.api.HalfTransactions;
import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the adapter's status, by its own types. */
@WebServlet("/status")
public class OperatorServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Resource(lookup = "java:/halfway/HalfTransactions")
  private transient HalfTransactions transactions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(transactions.status());
  }
}
