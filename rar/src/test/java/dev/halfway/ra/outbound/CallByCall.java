package dev.halfway.ra.outbound;

import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** Counts every call, also of the application's message, and has one of them fail. */
final class CallByCall extends BrokerCalls {

  /** When a call fails. */
  enum Moment {
    INSTEAD,
    AFTERWARDS
  }

  private int left = -1;
  private Moment moment = Moment.INSTEAD;
  private Exception failure = new IllegalStateException("nothing is to fail");
  private @Nullable String failed;

  /**
   * Has a call fail.
   *
   * @param call 0 for the next one, 1 for the one after it, and so on
   */
  void fail(int call, Moment when, Exception how) {
    left = call;
    moment = when;
    failure = how;
    failed = null;
  }

  /** Nothing fails from now on. Which call has failed; null when there were not so many. */
  @Nullable String stop() {
    left = -1;
    return failed;
  }

  /** The application's message. */
  TextMessage message(TextMessage message) {
    return wrapped(TextMessage.class, message);
  }

  @Override
  @Nullable Object on(String name, Call call) throws Throwable {
    if (left-- != 0) {
      return call.make();
    }
    failed = name;
    if (moment == Moment.AFTERWARDS) {
      call.make();
    }
    throw failure;
  }
}
