package dev.halfway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who guesses, and how long they wait. Wrong passwords are counted by account and origin, and by
 * origin alone, where somebody tries one password on many accounts. Only a wrong one is answered
 * late, so an origin that stands for many people keeps none of them out.
 *
 * <p>How many attempts of an origin may be under way is bounded, and those count whose sender does
 * not wait for the answer: so no more can be learned by asking than the delays allow. Memory is
 * bounded too. Thread-safe.
 */
final class Guesses {

  /** Attempts of an origin that are under way, and of all before an origin has less. */
  static final int PENDING = 256;

  static final int PENDING_OF_ALL = 2048;
  static final int PENDING_WHEN_FULL = 4;

  static final Duration LONGEST = Duration.ofSeconds(5);

  /** Wrong passwords that are not slowed down: people mistype. */
  private static final int FREE = 3;

  private static final int FREE_OF_ORIGIN = 30;
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);
  private static final int REMEMBERED = 20_000;

  private record Guesser(String account, Origin from) {}

  private final Cache<Object, Integer> wrong;
  private final ConcurrentMap<Origin, Integer> pending = new ConcurrentHashMap<>();
  private final AtomicInteger pendingOfAll = new AtomicInteger();

  Guesses(Ticker ticker) {
    wrong =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FORGOTTEN)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Begins an attempt; {@link #leave} ends it.
   *
   * @return false where too many are under way
   */
  boolean enter(Origin from) {
    int most = pendingOfAll.get() < PENDING_OF_ALL ? PENDING : PENDING_WHEN_FULL;
    AtomicInteger before = new AtomicInteger();
    pending.compute(
        from,
        (key, count) -> {
          before.set(count == null ? 0 : count);
          return Math.min(before.get() + 1, Math.max(before.get(), most));
        });
    boolean entered = before.get() < most;
    if (entered) {
      pendingOfAll.incrementAndGet();
    }
    return entered;
  }

  /** Ends an attempt that has begun. */
  void leave(Origin from) {
    pending.computeIfPresent(from, (key, count) -> count == 1 ? null : count - 1);
    pendingOfAll.decrementAndGet();
  }

  /** How many attempts are under way. */
  int pending() {
    return pendingOfAll.get();
  }

  /** Counts a wrong password, and says how long its answer has to wait. */
  Duration wrong(String account, Origin from) {
    Duration delay = delay(count(new Guesser(nameOf(account), from)) - FREE);
    Duration ofOrigin = delay(count(from) - FREE_OF_ORIGIN);
    return delay.compareTo(ofOrigin) > 0 ? delay : ofOrigin;
  }

  /** Forgets the wrong ones of somebody who knows the right one. */
  void right(String account, Origin from) {
    wrong.invalidate(new Guesser(account, from));
  }

  /** What cannot be an account's is one name: it may be as long as a header. */
  private static String nameOf(String account) {
    return Account.isName(account) ? account : "";
  }

  private int count(Object guesser) {
    return wrong.asMap().merge(guesser, 1, Integer::sum);
  }

  private static Duration delay(int tooMany) {
    if (tooMany <= 0) {
      return Duration.ZERO;
    }
    Duration delay = FIRST.multipliedBy(1L << Math.min(tooMany - 1, 10));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
