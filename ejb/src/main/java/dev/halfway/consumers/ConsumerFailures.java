package dev.halfway.consumers;

import dev.halfway.lifecycle.ServerStopping;
import dev.halfway.messages.Deliveries;
import dev.halfway.text.Causes;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.Message;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down why a {@link Consumer} failed, then lets the failure pass; and forgets it when the
 * message is handled after all.
 */
@Consumer("")
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ConsumerFailures implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerFailures.class);

  @Inject private transient FailureLog log;

  @AroundInvoke
  Object writeDown(InvocationContext call) throws Exception {
    Message message =
        call.getParameters().length == 1 && call.getParameters()[0] instanceof Message one
            ? one
            : null;
    try {
      Object result = call.proceed();
      if (message != null) {
        handled(message, nameOf(call));
      }
      return result;
    } catch (Exception | Error failure) {
      if (message != null && !isServerStopping(failure)) {
        writeDown(message, nameOf(call), failure);
      }
      throw failure;
    }
  }

  /** An enterprise bean in between may have wrapped it. */
  private static boolean isServerStopping(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(ServerStopping.class::isInstance);
  }

  private void handled(Message message, String consumer) {
    try {
      if (Deliveries.attempt(message) > 1) {
        log.handled(Deliveries.idOf(message), consumer);
      }
    } catch (RuntimeException e) {
      // What the message was for has happened, and must not happen again for this.
      LOG.warn("A failure that {} has got over stays written down", consumer, e);
    }
  }

  private void writeDown(Message message, String consumer, Throwable failure) {
    try {
      log.record(
          new ConsumerFailure(
              Deliveries.idOf(message),
              consumer,
              Deliveries.aboutOf(message),
              Causes.textOf(failure),
              Deliveries.attempt(message),
              Instant.now()));
    } catch (RuntimeException e) {
      // The database may be what failed; the cause must not be lost behind that.
      failure.addSuppressed(e);
    }
  }

  private static String nameOf(InvocationContext call) {
    for (Class<?> type = call.getTarget().getClass(); type != null; type = type.getSuperclass()) {
      Consumer consumer = type.getAnnotation(Consumer.class);
      if (consumer != null) {
        return consumer.value();
      }
    }
    return call.getMethod().getDeclaringClass().getSimpleName();
  }
}
