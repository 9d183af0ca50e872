package dev.halfway.ra.outbound;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an application's proxy of an interface of Jakarta Messaging.
 *
 * @param calls what becomes of each method
 * @param interceptor who has the intercepted ones
 * @param broker who gets the forwarded ones
 */
record Handle(Calls calls, Object interceptor, Calls.Broker broker) implements InvocationHandler {

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() != Object.class) {
      return calls.perform(method, arguments, interceptor, broker);
    }
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> interceptor.toString();
    };
  }
}
