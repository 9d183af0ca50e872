package dev.halfway.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.lifecycle.ServerStopping;
import dev.halfway.messages.Deliveries;
import dev.halfway.messages.MalformedMessage;
import dev.halfway.messages.TextMessages;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import jakarta.ejb.EJBException;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsumerFailuresTest {

  private final ConsumerFailures failures = new ConsumerFailures();
  private final FailureLog log = new FailureLog();
  private final Fates fates = new Fates();
  private final UUID about = UUID.randomUUID();

  private interface Work {
    Object done() throws Throwable;
  }

  @Consumer("test.consumer")
  private static class Bean {}

  @BeforeEach
  void tables() {
    Injected.into(log, "sql", TestDatabase.H2.sql());
    Injected.into(log, "fates", fates.event());
    Injected.into(failures, "log", log);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new EJBException(new IllegalStateException("why")),
        new IllegalArgumentException("why"),
        new MalformedMessage("why", null),
        new Exception("why"),
        new StackOverflowError("why"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverAConsumerFailsWithIsWrittenDown(Throwable failure) {
    assertThatThrownBy(
            () ->
                failures.writeDown(
                    call(
                        3,
                        () -> {
                          throw failure;
                        })))
        .isSameAs(failure);

    assertThat(log.about(about))
        .singleElement()
        .satisfies(
            written -> {
              assertThat(written.consumer()).isEqualTo("test.consumer");
              assertThat(written.cause()).isEqualTo("why");
              assertThat(written.attempts()).isEqualTo(3);
            });
    assertThat(fates.told)
        .containsExactly(new MessageFate(MessageFate.Kind.FAILED, "test.consumer", about, "why"));
  }

  @Test
  void thatTheServerStopsIsNoFaultOfTheMessage() {
    assertThatThrownBy(
            () ->
                failures.writeDown(
                    call(
                        1,
                        () -> {
                          throw new EJBException(new ServerStopping(new InterruptedException()));
                        })))
        .isInstanceOf(EJBException.class);

    assertThat(log.about(about)).isEmpty();
  }

  @Test
  void whatIsHandledAfterAllIsForgotten() throws Exception {
    assertThatThrownBy(
            () ->
                failures.writeDown(
                    call(
                        1,
                        () -> {
                          throw new IllegalStateException("why");
                        })))
        .hasMessage("why");

    assertThat(failures.writeDown(call(2, () -> "done"))).isEqualTo("done");

    assertThat(log.about(about)).isEmpty();
  }

  private InvocationContext call(int attempt, Work consumer) {
    Message message =
        TextMessages.delivered("ID:" + about, attempt, Map.of(Deliveries.ABOUT, about.toString()));
    return (InvocationContext)
        Proxy.newProxyInstance(
            ConsumerFailuresTest.class.getClassLoader(),
            new Class<?>[] {InvocationContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "proceed" -> consumer.done();
                  case "getParameters" -> new Object[] {message};
                  case "getTarget" -> new Bean();
                  default -> throw new AssertionError(method.getName());
                });
  }
}
