package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.lab.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueContentsTest {

  private static final String QUEUE = "q";
  private static final String ALL = "JMSPriority >= 0";

  private final EmbeddedBroker broker = new EmbeddedBroker().callTimeout(3_000).start();
  private Connection connection;
  private Session session;

  @BeforeEach
  void connect() throws JMSException {
    broker.queue(QUEUE);
    connection = broker.connections().createConnection();
    connection.start();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
  }

  @AfterEach
  void stop() throws JMSException {
    connection.close();
    broker.close();
  }

  @Test
  void areAllThereInTheirOrderAndStayThere() throws JMSException {
    assertThat(QueueContents.of(session, QUEUE, ALL)).isEmpty();
    assertThat(QueueContents.isEmpty(session, QUEUE)).isTrue();

    send("1");
    send("2");

    List<Message> found = QueueContents.of(session, QUEUE, ALL);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).getBody(String.class)).isEqualTo("1");
    assertThat(found.get(1).getBody(String.class)).isEqualTo("2");
    assertThat(QueueContents.isEmpty(session, QUEUE)).isFalse();
    assertThat(broker.count(QUEUE)).isEqualTo(2);
  }

  /** Artemis's client says in both cases that there are no more. */
  @Test
  void areNotSaidToBeNoneWhenTheConnectionBreaks() {
    Session breaking = breakingBeforeItsFirstMessage();

    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> QueueContents.of(breaking, QUEUE, ALL));
  }

  @Test
  void areNotSaidToBeEmptyWhenTheConnectionBreaks() {
    Session breaking = breakingBeforeItsFirstMessage();

    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> QueueContents.isEmpty(breaking, QUEUE));
  }

  private void send(String text) throws JMSException {
    Queue queue = session.createQueue(QUEUE);
    session.createProducer(queue).send(session.createTextMessage(text));
  }

  /** The session, whose browsers lose the connection once they are there. */
  private Session breakingBeforeItsFirstMessage() {
    return wrapped(
        Session.class,
        session,
        (method, result) ->
            result instanceof QueueBrowser browser
                ? wrapped(QueueBrowser.class, browser, this::cutAtEnumeration)
                : result);
  }

  private Object cutAtEnumeration(Method method, Object result) {
    if (result instanceof Enumeration<?>) {
      broker.cutConnections();
    }
    return result;
  }

  private interface Result {
    Object of(Method method, Object result);
  }

  private static <T> T wrapped(Class<T> type, Object real, Result result) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return result.of(method, method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
