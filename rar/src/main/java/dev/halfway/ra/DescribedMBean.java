package dev.halfway.ra;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * An MXBean that tells tools what its interface says of itself by {@link Described}, and what its
 * parameters are called. No two operations of the interface may have the same name.
 */
abstract class DescribedMBean extends StandardMBean {

  /** A bean of an interface that it implements. */
  DescribedMBean(Class<?> type) {
    super(type, true);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return description(getMBeanInterface()).orElseGet(() -> super.getDescription(info));
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return method((info.isIs() ? "is" : "get") + info.getName())
        .flatMap(DescribedMBean::description)
        .orElseGet(() -> super.getDescription(info));
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return method(info.getName())
        .flatMap(DescribedMBean::description)
        .orElseGet(() -> super.getDescription(info));
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
    return parameter(operation, sequence)
        .flatMap(DescribedMBean::description)
        .orElseGet(() -> super.getDescription(operation, info, sequence));
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
    return parameter(operation, sequence)
        .map(Parameter::getName)
        .orElseGet(() -> super.getParameterName(operation, info, sequence));
  }

  private Optional<Parameter> parameter(MBeanOperationInfo operation, int sequence) {
    return method(operation.getName()).map(method -> method.getParameters()[sequence]);
  }

  private Optional<Method> method(String name) {
    return Arrays.stream(getMBeanInterface().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst();
  }

  private static Optional<String> description(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Described.class)).map(Described::value);
  }
}
