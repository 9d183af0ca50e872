package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every method of every interface that applications get. */
@ExtendWith(Outbound.class)
class HandleMethodsTest {

  private static final Set<String> MAKING =
      Set.of(
          "createBytesMessage",
          "createMapMessage",
          "createMessage",
          "createObjectMessage",
          "createQueue",
          "createStreamMessage",
          "createTextMessage",
          "createTopic");

  private static final Set<String> RECEIVING =
      Set.of(
          "createBrowser",
          "createConsumer",
          "createDurableConsumer",
          "createDurableSubscriber",
          "createSharedConsumer",
          "createSharedDurableConsumer",
          "createTemporaryQueue",
          "createTemporaryTopic",
          "createConnectionConsumer",
          "createDurableConnectionConsumer",
          "createSharedConnectionConsumer",
          "createSharedDurableConnectionConsumer",
          "getMessageListener",
          "run",
          "setMessageListener",
          "unsubscribe");

  private static final Set<String> MANAGING =
      Set.of(
          "acknowledge",
          "commit",
          "recover",
          "rollback",
          "setClientID",
          "setExceptionListener",
          "stop");

  private static final Set<String> ABOUT_CONTEXTS =
      Set.of(
          "getAutoStart",
          "getClientID",
          "getExceptionListener",
          "getMetaData",
          "getSessionMode",
          "getTransacted",
          "setAutoStart",
          "start");

  private static final Map<Class<?>, Object> EXAMPLES =
      Map.ofEntries(
          Map.entry(boolean.class, true),
          Map.entry(byte.class, (byte) 1),
          Map.entry(short.class, (short) 1),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(float.class, 1f),
          Map.entry(double.class, 1d),
          Map.entry(byte[].class, new byte[] {1}),
          Map.entry(String.class, "x"),
          Map.entry(Object.class, "x"),
          Map.entry(Serializable.class, 5L),
          Map.entry(Map.class, Map.of("a", 1)));

  private final TestServer server;
  private final JMSContext plain;

  HandleMethodsTest(TestServer server) {
    this.server = server;
    plain = server.broker.connections().createContext();
  }

  @AfterEach
  void closePlain() {
    plain.close();
  }

  /** What becomes of a method. */
  private enum Fate {
    /** The adapter does it. */
    DONE,
    /** The provider's session does it. */
    DELEGATED,
    REFUSED,
    CLOSES
  }

  private static Stream<Method> methods() {
    return Stream.of(
            JMSContext.class,
            Session.class,
            Connection.class,
            MessageProducer.class,
            JMSProducer.class)
        .flatMap(api -> Arrays.stream(api.getMethods()));
  }

  private static Fate fate(Method method) {
    String name = method.getName();
    Class<?> api = method.getDeclaringClass();
    if (name.equals("close")) {
      return Fate.CLOSES;
    }
    if (List.of(method.getParameterTypes()).contains(CompletionListener.class)
        || RECEIVING.contains(name)
        || MANAGING.contains(name)
        || (api == JMSContext.class && name.equals("createContext"))) {
      return Fate.REFUSED;
    }
    if (MAKING.contains(name)) {
      return Fate.DELEGATED;
    }
    if (name.equals("createProducer")
        || (api == JMSContext.class && ABOUT_CONTEXTS.contains(name))
        || (api == Session.class && Set.of("getTransacted", "getAcknowledgeMode").contains(name))
        || (api == Connection.class
            && Set.of(
                    "createSession", "getClientID", "getExceptionListener", "getMetaData", "start")
                .contains(name))
        || (api == MessageProducer.class && name.matches("send|[gs]et[A-Z]\\w*"))
        || (api == JMSProducer.class
            && name.matches("send|[gs]et[A-Z]\\w*|clearProperties|propertyExists"))) {
      return Fate.DONE;
    }
    throw new AssertionError("not classified: " + method);
  }

  /** An open handle, and how to close what it belongs to. */
  private record Open(Object handle, AutoCloseable owner) {}

  private Open open(Class<?> api) throws JMSException {
    if (api == JMSContext.class) {
      JMSContext context = server.factory.createContext();
      return new Open(context, context);
    }
    if (api == JMSProducer.class) {
      JMSContext context = server.factory.createContext();
      return new Open(context.createProducer().setProperty("x", "1"), context);
    }
    Connection connection = server.factory.createConnection();
    if (api == Connection.class) {
      return new Open(connection, connection);
    }
    Session session = connection.createSession();
    return api == Session.class
        ? new Open(session, connection)
        : new Open(session.createProducer(null), connection);
  }

  private @Nullable Object argument(Class<?> type) {
    return EXAMPLES.entrySet().stream()
        .filter(example -> example.getKey() == type)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> messaging(type));
  }

  private @Nullable Object messaging(Class<?> type) {
    if (type == Destination.class || type == Queue.class) {
      return plain.createQueue("any");
    }
    if (type == Topic.class) {
      return plain.createTopic("any");
    }
    if (type == Message.class) {
      return plain.createTextMessage("x");
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> "listener");
    }
    throw new AssertionError("no example of " + type);
  }

  private @Nullable Throwable call(Object handle, Method method) {
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(this::argument).toArray();
    Throwable thrown = catchThrowable(() -> method.invoke(handle, arguments));
    return thrown instanceof InvocationTargetException e ? e.getTargetException() : thrown;
  }

  private static Class<? extends Exception> illegalState(Method method) {
    return List.of(method.getExceptionTypes()).contains(JMSException.class)
        ? IllegalStateException.class
        : IllegalStateRuntimeException.class;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodWorksOrIsRefusedWithAReason(Method method) throws Exception {
    Open open = open(method.getDeclaringClass());
    AtomicBoolean delegated = new AtomicBoolean();
    server.provider.before("Session." + method.getName(), () -> delegated.set(true));
    Throwable thrown = call(open.handle(), method);
    open.owner().close();

    assertThat(delegated.get()).isEqualTo(fate(method) == Fate.DELEGATED);
    switch (fate(method)) {
      case DONE -> {
        // One producer has a destination or has none, so half of the sends must say so.
        if (thrown != null) {
          assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
          assertThat(method.toString()).contains("MessageProducer.send(jakarta.jms.Message");
        }
      }
      case DELEGATED, CLOSES -> assertThat(thrown).isNull();
      case REFUSED -> {
        assertThat(thrown).isInstanceOf(illegalState(method));
        assertThat(thrown)
            .hasMessageContaining(
                RECEIVING.contains(method.getName())
                    ? "sends only; receive through another one"
                    : "Jakarta EE forbids this");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void nothingCanBeDoneAfterClosing(Method method) throws Exception {
    Open open = open(method.getDeclaringClass());
    open.owner().close();
    Throwable thrown = call(open.handle(), method);

    boolean settings =
        method.getDeclaringClass() == JMSProducer.class && !method.getName().equals("send");
    boolean flag = method.getName().endsWith("AutoStart");
    if (method.getName().equals("close")) {
      assertThat(thrown).isNull();
    } else if (!flag && (!settings || fate(method) == Fate.REFUSED)) {
      assertThat(thrown).isInstanceOf(illegalState(method));
    }
  }

  @Test
  void handlesHaveTheirIdentity() throws Exception {
    try (JMSContext one = server.factory.createContext();
        JMSContext two = server.factory.createContext();
        Connection connection = server.factory.createConnection()) {
      Session session = connection.createSession();
      assertThat(List.of(two, session, one).indexOf(one)).isEqualTo(2);
      assertThat(Set.of(one, two, session)).contains(one, two, session);
      assertThat(one).hasToString("context that sends half messages");
      assertThat(session).hasToString("session that sends half messages");
    }
  }

  @Test
  void modeIsWhatTheTransactionSays() throws Exception {
    try (JMSContext context = server.factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        Connection connection = server.factory.createConnection()) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      assertThat(context.getTransacted()).isFalse();
      assertThat(context.getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
      assertThat(session.getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
      server.inTransaction(
          () -> {
            assertThat(context.getTransacted()).isTrue();
            assertThat(context.getSessionMode()).isEqualTo(JMSContext.SESSION_TRANSACTED);
            assertThat(session.getTransacted()).isTrue();
            assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
          });
    }
  }

  @Test
  void connectionHasOneOpenSession() throws Exception {
    try (Connection connection = server.factory.createConnection()) {
      Session first = connection.createSession();
      assertThatThrownBy(() -> connection.createSession(false, 1))
          .isInstanceOf(IllegalStateException.class);
      first.close();
      assertThat(connection.createSession(Session.DUPS_OK_ACKNOWLEDGE)).isNotNull();
    }
  }

  /** A later version of Jakarta Messaging may have default methods, which would do anything. */
  @ParameterizedTest
  @MethodSource("methods")
  void noMethodIsLeftToTheInterface(Method method) throws Exception {
    Open open = open(method.getDeclaringClass());
    open.owner().close();

    assertThat(
            open.handle()
                .getClass()
                .getMethod(method.getName(), method.getParameterTypes())
                .getDeclaringClass()
                .getPackage())
        .isEqualTo(HalfSession.class.getPackage());
  }
}
