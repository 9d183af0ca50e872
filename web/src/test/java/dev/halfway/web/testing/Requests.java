package dev.halfway.web.testing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests as the server hands them over; they know what they were told and nothing else. */
public final class Requests {

  private Requests() {}

  /** As the servlet container has it. */
  public record Http(String from, String host, Map<String, String> headers, @Nullable String role) {

    /** One that nobody has an account for. */
    public static Http anonymous(String from, String host) {
      return new Http(from, host, Map.of(), null);
    }

    public Http with(String header, String value) {
      return new Http(from, host, Map.of(header, value), role);
    }

    public Http as(String newRole) {
      return new Http(from, host, headers, newRole);
    }

    public HttpServletRequest request() {
      Map<String, String> byName = anyCase(headers);
      Principal principal = () -> "ada";
      return answering(
          HttpServletRequest.class,
          Map.of(
              "getRemoteAddr", arguments -> from,
              "getServerName", arguments -> host,
              "getHeader", arguments -> byName.get(arguments[0]),
              "getHeaderNames", arguments -> Collections.enumeration(headers.keySet()),
              "getUserPrincipal", arguments -> role == null ? null : principal,
              "isUserInRole", arguments -> arguments[0].equals(role)));
    }
  }

  /** As a JAX-RS filter gets it. */
  public static ContainerRequestContext ofMethod(String method, Map<String, String> headers) {
    Map<String, String> byName = anyCase(headers);
    return answering(
        ContainerRequestContext.class,
        Map.of(
            "getMethod", arguments -> method,
            "getHeaderString", arguments -> byName.get(arguments[0])));
  }

  private static Map<String, String> anyCase(Map<String, String> headers) {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    return byName;
  }

  /** Something that can only do what is said here. */
  public static <T> T answering(
      Class<T> type, Map<String, Function<Object[], @Nullable Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Function<Object[], @Nullable Object> answer = answers.get(method.getName());
              if (answer == null) {
                throw new AssertionError("not expected: " + method.getName());
              }
              return answer.apply(arguments);
            }));
  }

  /** As a resource gets it, of a caller who has logged in. */
  public static SecurityContext by(String name) {
    Principal caller = () -> name;
    return answering(SecurityContext.class, Map.of("getUserPrincipal", arguments -> caller));
  }

  /** Sets what the container would inject. */
  public static void inject(Object bean, String field, Object value) {
    try {
      var injected = bean.getClass().getDeclaredField(field);
      injected.setAccessible(true);
      injected.set(bean, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
