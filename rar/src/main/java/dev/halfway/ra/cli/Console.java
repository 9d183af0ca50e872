package dev.halfway.ra.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** One thing that somebody wants of the adapter's MXBean; an overview without an operation. */
record Console(
    MBeanServerConnection server,
    ObjectName bean,
    @Nullable String operation,
    Map<String, String> values) {

  private static final String BEANS = "dev.halfway:type=HalfMessages,*";
  private static final String NODE = "node";

  static Console of(MBeanServerConnection server, List<String> words) throws IOException {
    @Nullable String operation = null;
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (operation == null) {
        operation = word;
      } else {
        throw new IllegalArgumentException(
            "'" + word + "' is neither an operation alone nor <parameter>=<value>");
      }
    }
    return new Console(server, bean(server, values.remove(NODE)), operation, values);
  }

  private static ObjectName bean(MBeanServerConnection server, @Nullable String node)
      throws IOException {
    Map<String, ObjectName> found;
    try {
      found =
          server.queryNames(new ObjectName(BEANS), null).stream()
              .collect(Collectors.toMap(name -> name.getKeyProperty(NODE), name -> name));
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
    if (node == null && found.size() == 1) {
      return found.values().iterator().next();
    }
    ObjectName named = node == null ? null : found.get(node);
    if (named == null) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "there is no half-message adapter at work in that process"
              : "node: one of " + new TreeSet<>(found.keySet()) + " is wanted, as in node=<name>");
    }
    return named;
  }

  /** Does it, and prints what came of it. */
  void run(PrintStream out) throws IOException, JMException {
    MBeanInfo info = server.getMBeanInfo(bean);
    if (operation == null) {
      overview(info, out);
      return;
    }
    MBeanOperationInfo wanted =
        Arrays.stream(info.getOperations())
            .filter(one -> one.getName().equals(operation))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no operation '"
                            + operation
                            + "', but "
                            + Arrays.stream(info.getOperations())
                                .map(MBeanOperationInfo::getName)
                                .sorted()
                                .toList()));
    Object result =
        server.invoke(
            bean,
            wanted.getName(),
            arguments(wanted),
            Arrays.stream(wanted.getSignature())
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new));
    lines(result == null ? "done" : result).forEach(out::println);
  }

  private Object[] arguments(MBeanOperationInfo wanted) {
    Set<String> unknown = new TreeSet<>(values.keySet());
    List<Object> arguments = new ArrayList<>();
    for (MBeanParameterInfo parameter : wanted.getSignature()) {
      unknown.remove(parameter.getName());
      String value = values.get(parameter.getName());
      if (value == null) {
        throw new IllegalArgumentException(
            parameter.getName() + ": is missing; " + parameter.getDescription());
      }
      arguments.add(argument(parameter, value));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s takes %s, not %s".formatted(wanted.getName(), usage(wanted), unknown));
    }
    return arguments.toArray();
  }

  private static Object argument(MBeanParameterInfo parameter, String value) {
    if (!parameter.getType().equals("int")) {
      return value;
    }
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          parameter.getName() + ": a whole number is wanted, not '" + value + "'", e);
    }
  }

  private void overview(MBeanInfo info, PrintStream out) throws IOException, JMException {
    out.printf("%s: %s%n", bean, info.getDescription());
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      Object value = server.getAttribute(bean, attribute.getName());
      boolean list = value instanceof Object[];
      out.printf(
          "  %-10s %-6s %s%n", attribute.getName(), list ? "" : value, attribute.getDescription());
      if (list) {
        lines(value).forEach(line -> out.println("      " + line));
      }
    }
    for (MBeanOperationInfo one : info.getOperations()) {
      out.printf("%n  %s %s%n      %s%n", one.getName(), usage(one), one.getDescription());
      for (MBeanParameterInfo parameter : one.getSignature()) {
        out.printf("      %-8s %s%n", parameter.getName(), parameter.getDescription());
      }
    }
  }

  private static String usage(MBeanOperationInfo wanted) {
    return Arrays.stream(wanted.getSignature())
        .map(parameter -> parameter.getName() + "=<...>")
        .collect(Collectors.joining(" "));
  }

  private static Stream<Object> lines(Object value) {
    return value instanceof Object[] several ? Arrays.stream(several) : Stream.of(value);
  }
}
