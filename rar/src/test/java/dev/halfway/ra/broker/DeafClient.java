package dev.halfway.ra.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** A client of the broker whose commits, from a moment on, miss the end of their connection. */
final class DeafClient {

  private final CountDownLatch reached = new CountDownLatch(1);
  private volatile boolean deaf;

  ConnectionFactory around(ConnectionFactory real) {
    return wrapped(ConnectionFactory.class, real);
  }

  /** From now on only an interrupt ends a commit, which has done nothing; or no longer so. */
  void deaf(boolean now) {
    deaf = now;
  }

  /** Whether somebody is in such a commit. */
  boolean isReached() {
    return reached.getCount() == 0;
  }

  private <T> T wrapped(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            DeafClient.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (deaf && method.getName().equals("commit")) {
                waitForEver();
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (result instanceof Connection) {
                return wrapped(Connection.class, result);
              }
              return result instanceof Session ? wrapped(Session.class, result) : result;
            }));
  }

  private void waitForEver() throws JMSException {
    reached.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new JMSException("interrupted");
  }
}
