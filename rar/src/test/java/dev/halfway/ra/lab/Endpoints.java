package dev.halfway.ra.lab;

import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.TransactionChecker;
import dev.halfway.ra.api.Verdict;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** What a server makes of a message-driven bean. */
public final class Endpoints implements MessageEndpointFactory {

  public final List<HalfMessage> asked = new CopyOnWriteArrayList<>();
  public final List<String> bodies = new CopyOnWriteArrayList<>();
  public volatile Supplier<@Nullable Verdict> answer;
  public volatile @Nullable Exception trouble;
  public final AtomicInteger released = new AtomicInteger();

  public Endpoints(Supplier<@Nullable Verdict> answer) {
    this.answer = answer;
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource) throws UnavailableException {
    if (trouble instanceof UnavailableException e) {
      throw e;
    } else if (trouble instanceof RuntimeException e) {
      throw e;
    }
    return (MessageEndpoint)
        Proxy.newProxyInstance(
            Endpoints.class.getClassLoader(),
            new Class<?>[] {MessageEndpoint.class, TransactionChecker.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "check" -> {
                  return check((HalfMessage) arguments[0]);
                }
                case "release" -> released.incrementAndGet();
                default -> {
                  // beforeDelivery and afterDelivery: nothing is enlisted.
                }
              }
              return null;
            });
  }

  private @Nullable Verdict check(HalfMessage message) throws Exception {
    asked.add(message);
    bodies.add(
        message.message().getBody(String.class)
            + " "
            + message.message().getStringProperty("mine"));
    return answer.get();
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "checker";
  }

  @Override
  public Class<?> getEndpointClass() {
    return TransactionChecker.class;
  }
}
