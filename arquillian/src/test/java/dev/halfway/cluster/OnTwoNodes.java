package dev.halfway.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Tests that get {@link TwoNodes}: the same ones for all of a class, running. */
@ExtendWith(OnTwoNodes.Nodes.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnTwoNodes {

  /** Starts them for the first test of a class, and stops them after its last one. */
  final class Nodes implements BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Nodes.class);

    @Override
    public void beforeEach(ExtensionContext test) {
      nodes(test).goOn();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == TwoNodes.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return nodes(test);
    }

    /** JUnit closes what is in the class's store when its tests have ended. */
    private static TwoNodes nodes(ExtensionContext test) {
      ExtensionContext ofClass =
          test.getTestMethod().isPresent() ? test.getParent().orElseThrow() : test;
      return ofClass
          .getStore(NAMESPACE)
          .computeIfAbsent(TwoNodes.class, type -> TwoNodes.start(), TwoNodes.class);
    }
  }
}
