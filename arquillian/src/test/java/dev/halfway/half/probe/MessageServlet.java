package dev.halfway.half.probe;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.Collections;

/** Lists the messages of the queue, or consumes them. */
@WebServlet("/messages")
public class MessageServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final int NOTHING_MORE_MILLIS = 500;
  private static final int AT_ONCE = 1000;

  @Inject
  @JMSConnectionFactory("java:/JmsXA")
  private transient JMSContext context;

  @Resource private transient UserTransaction transaction;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try (QueueBrowser browser = context.createBrowser(context.createQueue(HalfProbe.QUEUE))) {
      JsonArrayBuilder all = Json.createArrayBuilder();
      for (Object message : Collections.list((java.util.Enumeration<?>) browser.getEnumeration())) {
        all.add(json((Message) message));
      }
      response.getWriter().print(all.build());
    } catch (JMSException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    JsonArrayBuilder all = Json.createArrayBuilder();
    try {
      for (int count = AT_ONCE; count == AT_ONCE; ) {
        transaction.begin();
        try {
          count = receive(all);
        } finally {
          transaction.commit();
        }
      }
    } catch (Exception e) {
      throw new ServletException(e);
    }
    response.getWriter().print(all.build());
  }

  private int receive(JsonArrayBuilder all) throws JMSException {
    int count = 0;
    try (JMSConsumer consumer = context.createConsumer(context.createQueue(HalfProbe.QUEUE))) {
      Message message;
      while (count < AT_ONCE && (message = consumer.receive(NOTHING_MORE_MILLIS)) != null) {
        all.add(json(message));
        count++;
      }
    }
    return count;
  }

  private static JsonObject json(Message message) {
    Received received = Received.of(message);
    JsonObjectBuilder properties = Json.createObjectBuilder();
    received.properties().forEach(properties::add);
    return Json.createObjectBuilder()
        .add("messageId", received.messageId())
        .add("text", received.text())
        .add("redelivered", received.redelivered())
        .add("properties", properties)
        .build();
  }
}
