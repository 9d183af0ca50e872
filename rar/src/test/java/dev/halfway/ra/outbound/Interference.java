package dev.halfway.ra.outbound;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Does something before and after calls of chosen methods. */
final class Interference extends BrokerCalls {

  /** Something that may fail. */
  interface Hook {
    void run() throws Throwable;
  }

  private final Map<String, Hook> before = new ConcurrentHashMap<>();
  private final Map<String, Hook> after = new ConcurrentHashMap<>();

  /** Before each call of, say, {@code Session.commit}. */
  void before(String call, Hook hook) {
    before.put(call, hook);
  }

  /** After each successful call of, say, {@code Session.commit}. */
  void after(String call, Hook hook) {
    after.put(call, hook);
  }

  /** No call of a method is made any more, and each fails. */
  void fail(String call, Throwable failure) {
    before(
        call,
        () -> {
          throw failure;
        });
  }

  void none() {
    before.clear();
    after.clear();
  }

  @Override
  @Nullable Object on(String name, Call call) throws Throwable {
    before.getOrDefault(name, () -> {}).run();
    Object result = call.make();
    after.getOrDefault(name, () -> {}).run();
    return result;
  }
}
