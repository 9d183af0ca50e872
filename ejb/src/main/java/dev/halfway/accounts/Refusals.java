package dev.halfway.accounts;

import dev.halfway.audit.Audit;
import dev.halfway.lifecycle.Repeater;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who was refused, for the audit trail and as meters. Written seconds later by a thread of its own,
 * so nobody who is refused waits for the database or has it work; what was not written when the
 * process dies is lost.
 */
@ApplicationScoped
public class Refusals {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LongAdder wrong = new LongAdder();
  private final LongAdder tooMany = new LongAdder();
  private final LongAdder forbidden = new LongAdder();
  private final LongAdder driver = new LongAdder();
  private final RefusalCounts counts = new RefusalCounts("login or request", System::nanoTime);

  /** Of their own: guesses at tokens must not hide guesses at passwords. */
  private final RefusalCounts drivers = new RefusalCounts("driver-token", System::nanoTime);

  @Inject private Audit audit;
  @Inject private MeterRegistry registry;
  @Resource private ManagedThreadFactory threads;

  private Repeater writes;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public Refusals() {}

  @PostConstruct
  void start() {
    count("halfway.logins.refused", wrong);
    count("halfway.logins.throttled", tooMany);
    count("halfway.requests.forbidden", forbidden);
    count("halfway.drivers.refused", driver);
    writes = Repeater.start(threads, "refusals", PAUSE, this::write);
  }

  @PreDestroy
  void stop() {
    writes.close();
  }

  private void count(String name, LongAdder counter) {
    registry.more().counter(name, Tags.empty(), counter, LongAdder::sum);
  }

  /** Somebody gave a wrong password, or an account that does not exist. */
  void wrong(String account, Origin from) {
    wrong.increment();
    counts.add("login", Account.isName(account) ? account : "(no name)", from, "refused");
  }

  /** Nobody looked at what somebody gave. */
  void tooMany() {
    tooMany.increment();
  }

  /**
   * Somebody who has logged in wanted what the account's role does not allow.
   *
   * @param what method and path
   */
  public void forbidden(String account, Origin from, String what) {
    forbidden.increment();
    counts.add("request", account, from, "forbidden: " + what);
  }

  /** Somebody wanted to speak for a driver, with a wrong token or none. */
  public void driver(String name, Origin from) {
    driver.increment();
    drivers.add("driver-token", name, from, "refused");
  }

  private void write() {
    write(counts);
    write(drivers);
  }

  private void write(RefusalCounts counts) {
    for (RefusalCounts.Due due : counts.due()) {
      audit.record(due.who(), due.action(), due.subject(), due.outcome());
      counts.written(due);
    }
  }
}
