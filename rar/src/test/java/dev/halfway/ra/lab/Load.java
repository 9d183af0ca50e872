package dev.halfway.ra.lab;

import dev.halfway.ra.Engine;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Many half messages, and what came of them. */
public final class Load {

  private Load() {}

  /** The texts of so many messages, in the order of their sending. */
  public static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(Load::text).toList();
  }

  private static String text(int number) {
    return "message " + number;
  }

  /** Half messages that are durable at once or not at all, so that a batch may take them all. */
  public static void inOneGo(EngineLab lab, Collection<Draft> drafts) throws JMSException {
    try (jakarta.jms.Connection connection = lab.connect()) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      int number = 0;
      for (Draft draft : drafts) {
        Message message = draft.around(session.createTextMessage(text(number++)));
        session.createProducer(session.createQueue(draft.lane())).send(message);
      }
      session.commit();
    }
  }

  /** Transactions that have committed, each with one message, in no order among each other. */
  public static List<Draft> committed(EngineLab lab, Engine engine, int count) throws Exception {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var id = lab.transaction();
      lab.commit(id);
      drafts.add(lab.draft(engine, id));
    }
    return drafts;
  }

  /** Takes everything that is in a queue, until there is nothing for a moment. */
  public static List<String> drain(EngineLab lab, String queue) throws JMSException {
    return lab.using(
        session -> {
          List<String> texts = new ArrayList<>();
          try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message next = consumer.receive(100);
            while (next != null) {
              texts.add(next.getBody(String.class));
              next = consumer.receive(100);
            }
          }
          return texts;
        });
  }
}
