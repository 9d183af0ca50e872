package dev.halfway.half.probe;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What the probe is given by its server, by names that every server understands: without a scheme,
 * looked up when needed. WildFly takes them as {@code java:/…}, but only in such a lookup.
 */
public final class Names {

  static final String HALF_MESSAGES = "jms/HalfMessages";
  static final String DATABASE = "jdbc/Halfway";

  private Names() {}

  /** What is bound by that name. */
  @SuppressWarnings("BanJNDI") // The names are the tests' own.
  public static <T> T lookup(Class<T> type, String name) {
    try {
      return type.cast(new InitialContext().lookup(name));
    } catch (NamingException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
