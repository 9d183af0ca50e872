package dev.halfway.accounts;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Who may come in. A right password is answered at once where it is remembered, else when it has
 * been compared with what is stored. A wrong one costs a comparison always, remembered or not and
 * whether there is such an account or not, so the time it takes tells nothing; and it is answered
 * late where others came before. See {@link Guesses} for how late, {@link FairQueue} for whose turn
 * it is. Thread-safe; nobody who asks is kept waiting.
 */
final class Logins {

  /** Comparisons of one origin that wait; whatever comes then gives up the oldest of them. */
  static final int WAITING = 32;

  private final RememberedPasswords remembered = new RememberedPasswords(Ticker.systemTicker());
  private final Guesses guesses = new Guesses(Ticker.systemTicker());
  private final FairQueue<Attempt> turns = new FairQueue<>(WAITING);
  private final AccountRows rows;
  private final PasswordHashing hashing;
  private final Refusals refusals;
  private final Executor comparisons;
  private final LateAnswers late;

  private record Attempt(Credentials credentials, Origin from, CompletableFuture<Caller> answer) {}

  /**
   * Lets them in who are in the rows.
   *
   * @param comparisons where comparisons are made
   */
  Logins(
      AccountRows rows,
      PasswordHashing hashing,
      Refusals refusals,
      Executor comparisons,
      LateAnswers late) {
    this.rows = rows;
    this.hashing = hashing;
    this.refusals = refusals;
    this.comparisons = comparisons;
    this.late = late;
  }

  /** How many attempts have no answer yet. */
  int pending() {
    return guesses.pending();
  }

  CompletableFuture<Caller> check(Credentials credentials, Origin from) {
    if (!guesses.enter(from)) {
      refusals.tooMany();
      return CompletableFuture.failedFuture(new LoginRefused(LoginRefused.Reason.TOO_MANY));
    }
    Attempt attempt = new Attempt(credentials, from, new CompletableFuture<>());
    try {
      Optional<StoredAccount> account = rows.find(credentials.name());
      if (account.filter(it -> remembered.has(it, credentials.password())).isPresent()) {
        accept(attempt, account.get());
      } else {
        compareLater(attempt);
      }
    } catch (RuntimeException e) {
      end(attempt, e);
    }
    return attempt.answer;
  }

  private void compareLater(Attempt attempt) {
    turns
        .add(attempt.from, attempt)
        .ifPresentOrElse(this::giveUp, () -> comparisons.execute(this::compareNext));
  }

  /** Counts as wrong: otherwise one could learn what is remembered without ever waiting. */
  private void giveUp(Attempt attempt) {
    refusals.tooMany();
    refuse(attempt, LoginRefused.Reason.TOO_MANY);
  }

  /** A server that stops waits for all that have no answer. */
  private void compareNext() {
    turns.next().ifPresent(late.isStopping() ? this::giveUp : this::compare);
  }

  private void compare(Attempt attempt) {
    String password = attempt.credentials.password();
    try {
      // Again, because it may have waited for a while.
      Optional<StoredAccount> account = rows.find(attempt.credentials.name());
      if (account.filter(it -> remembered.has(it, password)).isPresent()) {
        accept(attempt, account.get());
      } else if (hashing.matches(account.map(StoredAccount::password).orElse(null), password)) {
        StoredAccount known = upToDate(account.orElseThrow(), password);
        remembered.add(known, password);
        accept(attempt, known);
      } else {
        refusals.wrong(attempt.credentials.name(), attempt.from);
        refuse(attempt, LoginRefused.Reason.WRONG);
      }
    } catch (RuntimeException e) {
      end(attempt, e);
    }
  }

  /** Who logs in is the only one who can tell the password that is to be stored anew. */
  private StoredAccount upToDate(StoredAccount account, String password) {
    if (!hashing.isOutdated(account.password())) {
      return account;
    }
    SaltedPassword stored = hashing.hash(password);
    return rows.replace(account, stored) ? account.with(stored) : account;
  }

  private void accept(Attempt attempt, StoredAccount account) {
    guesses.right(account.name(), attempt.from);
    guesses.leave(attempt.from);
    attempt.answer.complete(new Caller(account.name(), account.role()));
  }

  private void refuse(Attempt attempt, LoginRefused.Reason reason) {
    Duration delay = guesses.wrong(attempt.credentials.name(), attempt.from);
    late.give(() -> end(attempt, new LoginRefused(reason)), delay);
  }

  private void end(Attempt attempt, RuntimeException why) {
    guesses.leave(attempt.from);
    attempt.answer.completeExceptionally(why);
  }
}
