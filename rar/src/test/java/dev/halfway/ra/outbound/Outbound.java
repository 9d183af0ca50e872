package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link TestServer} of its own, and all of them one broker. Ends what the test
 * has left of a transaction.
 */
final class Outbound implements ParameterResolver, AfterEachCallback {

  private static final Namespace HERE = Namespace.create(Outbound.class);

  /** Of the test, also where the constructor of its class asks. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServer.class;
  }

  @Override
  public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestBroker broker =
        context
            .getRoot()
            .getStore(HERE)
            .computeIfAbsent(TestBroker.class, key -> new TestBroker(), TestBroker.class);
    return context
        .getStore(HERE)
        .computeIfAbsent(TestServer.class, key -> new TestServer(broker), TestServer.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    TestServer server = context.getStore(HERE).get(TestServer.class, TestServer.class);
    if (server != null) {
      server.forgetTransaction();
      assertThat(server.messaging.openMarkers).as("connections not given back").hasValue(0);
    }
  }
}
