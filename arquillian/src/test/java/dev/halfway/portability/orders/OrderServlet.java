package dev.halfway.portability.orders;

import dev.halfway.half.probe.Names;
import dev.halfway.half.probe.Rows;
import dev.halfway.ra.api.PropertyNames;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;

/** Takes one order: a row and a message by a connection factory; 409 where the commit fails. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient Rows rows;
  @Resource private transient UserTransaction transaction;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getParameter("id");
    try {
      transaction.begin();
      rows.insert(id);
      send(request, id);
      if (request.getParameter("refused") != null) {
        rows.insertPartOfNothing(id);
      }
      transaction.commit();
    } catch (Exception e) {
      response.sendError(HttpServletResponse.SC_CONFLICT, e.toString());
    }
  }

  private static void send(HttpServletRequest request, String id) {
    ConnectionFactory factory =
        Names.lookup(ConnectionFactory.class, request.getParameter("factory"));
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setProperty(PropertyNames.KEY, id)
          .send(context.createQueue(request.getParameter("queue")), id + "#0");
    }
  }
}
