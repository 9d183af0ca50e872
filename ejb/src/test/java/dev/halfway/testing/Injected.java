package dev.halfway.testing;

import java.lang.reflect.Field;

/** Sets what the container would inject. */
public final class Injected {

  private Injected() {}

  /** Sets a field. */
  public static void into(Object bean, String field, Object value) {
    try {
      Field injected = bean.getClass().getDeclaredField(field);
      injected.setAccessible(true);
      injected.set(bean, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
