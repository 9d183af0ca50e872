package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfway.accounts.Account.Role;
import dev.halfway.accounts.LoginRefused.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time stands still, comparisons are made when a test says so, and are counted. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails, fails when it is looked at.
class LoginsTest {

  private static final int ITERATIONS = 5000;
  private static final Origin HERE = Origin.of("192.0.2.1");
  private static final Origin THERE = Origin.of("192.0.2.2");

  private final Map<String, StoredAccount> table = new HashMap<>();
  private final Queue<Runnable> comparisons = new ArrayDeque<>();
  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> late = new ArrayList<>();
  private final Comparing hashing = new Comparing();
  private final Clock clock = new Clock();
  private final LateAnswers answers =
      new LateAnswers(clock) {
        @Override
        void give(Runnable answer, Duration delay) {
          delays.add(delay);
          super.give(answer, delay);
        }
      };
  private final Logins logins =
      new Logins(new Table(), hashing, new Refusals(), comparisons::add, answers);

  LoginsTest() {
    add("ada", "the right one", ITERATIONS);
  }

  @AfterEach
  void end() {
    clock.shutdownNow();
  }

  @Test
  void whoKnowsThePasswordComesInWithTheRoleOfTheRow() {
    assertThat(right("ada", HERE).join()).isEqualTo(new Caller("ada", Role.viewer));
  }

  @Test
  void whatIsRememberedIsNotComparedAgain() {
    right("ada", HERE);

    CompletableFuture<Caller> again = logins.check(new Credentials("ada", "the right one"), THERE);

    assertThat(again).isCompleted();
    assertThat(hashing.count).isEqualTo(1);
  }

  @Test
  void requestsThatComeAtOnceCostOneComparison() {
    List<CompletableFuture<Caller>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(logins.check(new Credentials("ada", "the right one"), HERE));
    }

    compare();

    assertThat(all).allSatisfy(it -> assertThat(it).isCompleted());
    assertThat(hashing.count).isEqualTo(1);
  }

  @Test
  void aRowThatChangesHoldsAtOnce() {
    right("ada", HERE);

    table.put("ada", new StoredAccount("ada", Role.operator, row("ada").password()));
    assertThat(right("ada", HERE).join().role()).isEqualTo(Role.operator);

    add("ada", "another one", ITERATIONS);
    assertThat(reason(attempt("ada", "the right one", HERE))).isEqualTo(Reason.WRONG);
    assertThat(attempt("ada", "another one", HERE)).isCompleted();

    table.remove("ada");
    assertThat(reason(attempt("ada", "another one", HERE))).isEqualTo(Reason.WRONG);
  }

  @Test
  void theSamePasswordOfAnotherAccountIsNotRemembered() {
    right("ada", HERE);

    assertThat(reason(attempt("bob", "the right one", HERE))).isEqualTo(Reason.WRONG);
  }

  /** Otherwise the time would tell which accounts there are, and which are in use. */
  @Test
  void aWrongOneCostsAComparisonWhateverIsKnown() {
    right("ada", HERE);

    for (String name : List.of("ada", "nobody", "no account's name", "")) {
      int before = hashing.count;
      assertThat(reason(attempt(name, "wrong", HERE))).as(name).isEqualTo(Reason.WRONG);
      assertThat(hashing.count - before).as(name).isEqualTo(1);
    }
  }

  @Test
  void aThousandWrongOnesDelayTheirAnswersAndNoRightOne() {
    right("ada", HERE);
    for (int i = 0; i < 1000; i++) {
      attempt("ada", "wrong " + i, HERE);
      giveLateAnswers();
    }

    assertThat(delays).hasSize(1000).isSorted();
    assertThat(delays.subList(0, 3)).containsOnly(Duration.ZERO);
    assertThat(delays.get(3)).isPositive();
    assertThat(delays.get(999)).isEqualTo(Guesses.LONGEST);
    assertThat(logins.check(new Credentials("ada", "the right one"), HERE)).isCompleted();
  }

  /** As after a restart: nothing is remembered. */
  @Test
  void aRightOneThatIsNotRememberedIsNotDelayedEither() {
    for (int i = 0; i < 20; i++) {
      attempt("ada", "wrong " + i, HERE);
    }

    assertThat(right("ada", HERE)).isCompleted();
  }

  @Test
  void onePasswordTriedOnManyAccountsIsDelayedToo() {
    for (int i = 0; i < 40; i++) {
      attempt("user" + i, "wrong", HERE);
    }

    assertThat(delays.get(0)).isZero();
    assertThat(delays.get(39)).isPositive();
  }

  @Test
  void whoComesFromElsewhereIsNotDelayedForIt() {
    for (int i = 0; i < 50; i++) {
      attempt("ada", "wrong", HERE);
    }
    delays.clear();

    attempt("ada", "mistyped", THERE);

    assertThat(delays).containsExactly(Duration.ZERO);
  }

  @Test
  void whoDoesNotWaitForAnswersIsNotLookedAtAnyMore() {
    right("ada", HERE);
    for (int i = 0; i < Guesses.PENDING + 100; i++) {
      attempt("ada", "wrong " + i, HERE);
    }

    assertThat(logins.pending()).isEqualTo(Guesses.PENDING);
    // The right one neither: its answer would tell.
    assertThat(reason(logins.check(new Credentials("ada", "the right one"), HERE)))
        .isEqualTo(Reason.TOO_MANY);
    assertThat(logins.check(new Credentials("ada", "the right one"), THERE)).isCompleted();

    giveLateAnswers();
    assertThat(logins.pending()).isZero();
    assertThat(logins.check(new Credentials("ada", "the right one"), HERE)).isCompleted();
  }

  @Test
  void nobodyWaitsForAllThatAnotherHasSent() {
    for (int i = 0; i < Logins.WAITING; i++) {
      logins.check(new Credentials("nobody" + i, "wrong"), HERE);
    }
    CompletableFuture<Caller> other = logins.check(new Credentials("ada", "the right one"), THERE);

    comparisons.remove().run();
    comparisons.remove().run();

    assertThat(other).isCompleted();
  }

  @Test
  void ofManyFromOneOriginTheNewestIsNext() {
    for (int i = 0; i < 10; i++) {
      logins.check(new Credentials("nobody" + i, "wrong"), HERE);
    }
    CompletableFuture<Caller> newest = logins.check(new Credentials("ada", "the right one"), HERE);

    comparisons.remove().run();

    assertThat(newest).isCompleted();
  }

  @Test
  void whatWaitsForAComparisonIsBoundedAndTheOldestIsGivenUp() {
    CompletableFuture<Caller> oldest = logins.check(new Credentials("nobody", "wrong"), HERE);
    for (int i = 0; i < Logins.WAITING; i++) {
      logins.check(new Credentials("nobody" + i, "wrong"), HERE);
    }

    assertThat(comparisons).hasSize(Logins.WAITING);
    assertThat(reason(oldest)).isEqualTo(Reason.TOO_MANY);
  }

  @Test
  void anOutdatedPasswordIsStoredAnewByALogin() {
    add("old", "the right one", 4096);

    assertThat(attempt("old", "the right one", HERE)).isCompleted();

    assertThat(row("old").password().iterations()).isEqualTo(ITERATIONS);
    int before = hashing.count;
    assertThat(attempt("old", "the right one", HERE)).isCompleted();
    assertThat(hashing.count).as("it is remembered as it is stored now").isEqualTo(before);
  }

  @Test
  void aWrongPasswordStoresNothing() {
    add("old", "the right one", 4096);
    StoredAccount before = row("old");

    attempt("old", "wrong", HERE);

    assertThat(row("old")).isEqualTo(before);
  }

  @Test
  void aServerThatStopsDelaysNobody() {
    for (int i = 0; i < 20; i++) {
      attempt("ada", "wrong", HERE);
    }
    assertThat(logins.pending()).isPositive();

    answers.stop();

    assertThat(logins.pending()).isZero();
    int before = hashing.count;
    assertThat(reason(attempt("ada", "wrong", HERE))).isEqualTo(Reason.TOO_MANY);
    assertThat(hashing.count).isEqualTo(before);
    answers.goOn();
    assertThat(reason(attempt("ada", "wrong", HERE))).isEqualTo(Reason.WRONG);
  }

  @Test
  void aDatabaseThatFailsIsNoWrongPasswordAndHoldsNoPlace() {
    table.put("broken", row("ada"));

    CompletableFuture<Caller> answer = attempt("broken", "x", HERE);

    assertThat(cause(answer)).hasMessage("no database");
    assertThat(logins.pending()).isZero();
  }

  private void add(String name, String password, int iterations) {
    table.put(name, new StoredAccount(name, Role.viewer, SaltedPassword.of(password, iterations)));
  }

  private StoredAccount row(String name) {
    return Optional.ofNullable(table.get(name)).orElseThrow();
  }

  private CompletableFuture<Caller> right(String name, Origin from) {
    return attempt(name, "the right one", from);
  }

  private CompletableFuture<Caller> attempt(String name, String password, Origin from) {
    CompletableFuture<Caller> answer = logins.check(new Credentials(name, password), from);
    compare();
    return answer;
  }

  private void compare() {
    while (!comparisons.isEmpty()) {
      comparisons.remove().run();
    }
  }

  private void giveLateAnswers() {
    List<Runnable> due = List.copyOf(late);
    late.clear();
    due.forEach(Runnable::run);
  }

  private Reason reason(CompletableFuture<Caller> answer) {
    giveLateAnswers();
    return ((LoginRefused) cause(answer)).reason();
  }

  private static Throwable cause(CompletableFuture<Caller> answer) {
    assertThat(answer).isCompletedExceptionally();
    return Optional.ofNullable(((CompletionException) catchThrowable(answer::join)).getCause())
        .orElseThrow();
  }

  private final class Table extends AccountRows {
    @Override
    Optional<StoredAccount> find(String name) {
      if (name.equals("broken")) {
        throw new IllegalStateException("no database");
      }
      return Optional.ofNullable(table.get(name));
    }

    @Override
    boolean replace(StoredAccount account, SaltedPassword password) {
      return table.replace(account.name(), account, account.with(password));
    }
  }

  private static final class Comparing extends PasswordHashing {
    private int count;

    Comparing() {
      super(ITERATIONS);
    }

    @Override
    boolean matches(@Nullable SaltedPassword stored, String password) {
      count++;
      return stored != null && stored.is(password);
    }
  }

  private final class Clock extends ScheduledThreadPoolExecutor {
    Clock() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      late.add(work);
      return super.schedule(() -> {}, Long.MAX_VALUE / 4, TimeUnit.NANOSECONDS);
    }
  }
}
