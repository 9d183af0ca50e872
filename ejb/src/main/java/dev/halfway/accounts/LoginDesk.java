package dev.halfway.accounts;

import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.lifecycle.ServerState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where one logs in, and changes one's own password.
 *
 * <p>Passwords are compared by threads of its own, half as many as there are processors: whoever
 * guesses takes neither the other half nor the threads that answer others.
 */
@ApplicationScoped
public class LoginDesk {

  @Inject private AccountRows rows;
  @Inject private Accounts accounts;
  @Inject private PasswordHashing hashing;
  @Inject private Refusals refusals;
  @Inject private MeterRegistry registry;
  @Inject private ServerState server;
  @Resource private ManagedThreadFactory threads;

  /** Accounts whose password is being changed. */
  private final Set<String> changing = ConcurrentHashMap.newKeySet();

  private ExecutorService comparisons;
  private ScheduledExecutorService clock;
  private Logins logins;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public LoginDesk() {}

  @PostConstruct
  void start() {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    comparisons = ManagedPools.of(threads, "passwords", half);
    clock = ManagedPools.timed(threads, "late answers", 1);
    LateAnswers late = new LateAnswers(clock);
    logins = new Logins(rows, hashing, refusals, comparisons, late);
    registry.gauge("halfway.logins.pending", Tags.empty(), logins, Logins::pending);
    server.listen(
        new ServerState.Listener() {
          @Override
          public void stopping() {
            late.stop();
          }

          @Override
          public void working() {
            late.goOn();
          }
        });
  }

  @PreDestroy
  void stop() {
    comparisons.shutdown();
    clock.shutdown();
  }

  /** Makes it: so its meters are there before the first caller is. */
  public void open() {
    // The container has called start().
  }

  /**
   * Whether somebody may come in. Reads a row; whatever takes longer it does not wait for.
   *
   * @return the account, or a failure: {@link LoginRefused}, or that of the database
   */
  public CompletableFuture<Caller> logIn(Credentials credentials, Origin from) {
    return logins.check(credentials, from);
  }

  /**
   * Changes somebody's own password. Slow, so an account may do it once at a time.
   *
   * @param name of somebody who has logged in
   * @return false where the current password is not the one that was given
   * @throws LoginRefused when the account does it already
   */
  public boolean changePassword(String name, String current, String password) {
    if (!changing.add(name)) {
      throw new LoginRefused(LoginRefused.Reason.TOO_MANY);
    }
    try {
      return rows.find(name)
          .filter(account -> hashing.matches(account.password(), current))
          .filter(account -> accounts.changePassword(account, hashing.hash(password)))
          .isPresent();
    } finally {
      changing.remove(name);
    }
  }
}
