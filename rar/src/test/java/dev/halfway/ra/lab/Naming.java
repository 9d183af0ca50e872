package dev.halfway.ra.lab;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** JNDI as a map. */
public final class Naming implements InitialContextFactory {

  private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

  static {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
  }

  /** Binds an object. */
  public static void bind(String name, Object object) {
    BOUND.put(name, object);
  }

  /** Unbinds a name. */
  public static void unbind(String name) {
    BOUND.remove(name);
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return context();
  }

  private static Context context() {
    return (Context)
        java.lang.reflect.Proxy.newProxyInstance(
            Naming.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("lookup")) {
                Object found = BOUND.get(arguments[0].toString());
                if (found == null) {
                  throw new NameNotFoundException(arguments[0].toString());
                }
                return found;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** The context that everybody sees. */
  public static InitialContext initial() throws javax.naming.NamingException {
    return new InitialContext();
  }
}
