package dev.halfway.persistence;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/** Takes connections out of the product's pool, and gives them back. */
@WebServlet("/held")
public class HeldConnections extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Resource(lookup = "java:/jdbc/Halfway")
  private transient DataSource database;

  private final transient Deque<Connection> held = new ArrayDeque<>();

  @Override
  protected synchronized void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      int wanted = Integer.parseInt(request.getParameter("count"));
      while (held.size() < wanted) {
        held.add(database.getConnection());
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  protected synchronized void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      while (!held.isEmpty()) {
        held.remove().close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
