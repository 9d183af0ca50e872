package dev.halfway.ra.outbound;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each method of an interface of Jakarta Messaging. There is no default: a method
 * that is in no list, or in two, is found when this is made.
 */
final class Calls {

  /** What becomes of a call. */
  enum Fate {
    /** The adapter does it. */
    INTERCEPTED,
    /** The broker's session does it. */
    FORWARDED,
    /** Nobody does it. */
    REFUSED
  }

  private record Signature(String name, List<Class<?>> parameters) {
    static Signature of(Method method) {
      return new Signature(method.getName(), List.of(method.getParameterTypes()));
    }
  }

  private record Call(Fate fate, @Nullable Method target, @Nullable String reason) {}

  private final Map<Signature, Call> calls = new HashMap<>();

  /**
   * @param api the interface
   * @param interceptor has the intercepted methods, with the same name and parameters
   * @param forwarded names of methods that the broker's session has as well
   * @param refused names of methods, with the reason
   */
  Calls(Class<?> api, Class<?> interceptor, Set<String> forwarded, Map<String, String> refused) {
    for (Method method : api.getMethods()) {
      String name = method.getName();
      Method intercepted = find(interceptor, method);
      long lists =
          Arrays.asList(intercepted != null, forwarded.contains(name), refused.containsKey(name))
              .stream()
              .filter(listed -> listed)
              .count();
      if (lists != 1) {
        throw new IllegalArgumentException(method + " is in " + lists + " lists");
      }
      calls.put(
          Signature.of(method),
          intercepted != null
              ? new Call(Fate.INTERCEPTED, intercepted, null)
              : refused.containsKey(name)
                  ? new Call(Fate.REFUSED, null, refused.get(name))
                  : new Call(Fate.FORWARDED, find(Session.class, method), null));
    }
  }

  private static @Nullable Method find(Class<?> type, Method method) {
    for (Method each : type.getDeclaredMethods()) {
      if (Signature.of(each).equals(Signature.of(method)) && !each.isSynthetic()) {
        return each;
      }
    }
    return null;
  }

  /** What becomes of calls of this method. */
  Fate fateOf(Method method) {
    return call(method).fate();
  }

  private Call call(Method method) {
    Call call = calls.get(Signature.of(method));
    if (call == null) {
      throw new IllegalArgumentException(method + " is not a method of the interface");
    }
    return call;
  }

  /** Where forwarded calls go. */
  interface Broker {
    HalfMessageManagedConnection connection() throws JMSException;
  }

  /** Does it; throws what the method may throw. */
  @Nullable Object perform(
      Method method, @Nullable Object @Nullable [] arguments, Object interceptor, Broker broker)
      throws Throwable {
    try {
      Call call = call(method);
      if (call.target() == null) {
        throw new IllegalStateException(method.getName() + ": " + call.reason());
      }
      Method target = call.target();
      return call.fate() == Fate.FORWARDED
          ? broker
              .connection()
              .make(session -> Objects.requireNonNull(invoke(target, session, arguments)))
          : invoke(target, interceptor, arguments);
    } catch (JMSException e) {
      throw suited(method, e);
    }
  }

  private static @Nullable Object invoke(
      Method method, Object target, @Nullable Object @Nullable [] arguments) throws JMSException {
    try {
      return method.invoke(target, arguments);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof JMSException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new java.lang.IllegalStateException(method.getName() + " failed", e.getCause());
    }
  }

  private static Throwable suited(Method method, Throwable thrown) {
    boolean unchecked = !List.of(method.getExceptionTypes()).contains(JMSException.class);
    return unchecked && thrown instanceof JMSException e ? Unchecked.of(e) : thrown;
  }
}
