package dev.halfway.shared;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.Message;
import java.io.Serializable;

/** Writes down why a {@link Consumer} failed, then lets the failure pass. */
@Consumer("")
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ConsumerFailures implements Serializable {

  private static final long serialVersionUID = 1;

  @Inject private transient FailureLog log;

  @AroundInvoke
  Object writeDown(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (Exception failure) {
      if (call.getParameters().length == 1 && call.getParameters()[0] instanceof Message message) {
        writeDown(message, nameOf(call), failure);
      }
      throw failure;
    }
  }

  private void writeDown(Message message, String consumer, Exception failure) {
    try {
      log.record(
          Deliveries.idOf(message), consumer, Causes.textOf(failure), Deliveries.attempt(message));
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
