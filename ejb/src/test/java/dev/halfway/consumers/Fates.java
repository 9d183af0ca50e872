package dev.halfway.consumers;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is told of messages. */
final class Fates {

  final List<MessageFate> told = new ArrayList<>();

  @SuppressWarnings("unchecked")
  Event<MessageFate> event() {
    return (Event<MessageFate>)
        Proxy.newProxyInstance(
            Fates.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              told.add((MessageFate) arguments[0]);
              return null;
            });
  }
}
