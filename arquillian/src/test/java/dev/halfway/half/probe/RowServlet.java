package dev.halfway.half.probe;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** Makes the tables, and lists the rows. */
@WebServlet("/rows")
public class RowServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient Rows rows;

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    try {
      rows.createTables();
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      response.getWriter().print(Json.createArrayBuilder(rows.ids()).build());
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
