package dev.halfway.ra.protocol.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands for the large interfaces of the platform by objects with only the methods that matter. */
final class Doubles {

  private record Call(Class<?> target, Method method) {}

  private static final Map<Call, Method> METHODS = new ConcurrentHashMap<>();

  private Doubles() {}

  /** An object of the interface whose methods are those of the target with the same signature. */
  static <T> T of(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            Doubles.class.getClassLoader(), new Class<?>[] {type}, new Doubled(target)));
  }

  /** The same as another object but for the methods that the target has. */
  static <T> T over(Class<? super T> type, T real, Object target) {
    @SuppressWarnings("unchecked")
    T doubled =
        (T)
            Proxy.newProxyInstance(
                Doubles.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                    invoke(has(target, method) ? target : real, method, arguments));
    return doubled;
  }

  private static boolean has(Object target, Method method) {
    return Arrays.stream(target.getClass().getDeclaredMethods())
        .anyMatch(
            one ->
                one.getName().equals(method.getName())
                    && Arrays.equals(one.getParameterTypes(), method.getParameterTypes()));
  }

  /** What stands behind a double. */
  static Object behind(Object doubled) {
    return ((Doubled) Proxy.getInvocationHandler(doubled)).target();
  }

  private record Doubled(Object target) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      return Doubles.invoke(target, method, arguments);
    }
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Method real =
        METHODS.computeIfAbsent(new Call(target.getClass(), method), Doubles::methodOfTarget);
    try {
      return real.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static Method methodOfTarget(Call call) {
    Method wanted = call.method();
    for (Class<?> type = call.target(); type != null; type = type.getSuperclass()) {
      try {
        Method found = type.getDeclaredMethod(wanted.getName(), wanted.getParameterTypes());
        found.setAccessible(true);
        return found;
      } catch (NoSuchMethodException e) {
        // Perhaps the superclass has it.
      }
    }
    if (wanted.getDeclaringClass().isAssignableFrom(call.target())) {
      return wanted;
    }
    throw new UnsupportedOperationException(wanted + " of " + call.target());
  }
}
