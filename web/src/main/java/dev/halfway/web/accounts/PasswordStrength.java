package dev.halfway.web.accounts;

import dev.halfway.accounts.WeakPasswords;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;

/** Refuses passwords that are easy to guess. */
final class PasswordStrength {

  private PasswordStrength() {}

  /**
   * Ends a request with such a password.
   *
   * @param field where it stands
   * @param account whose it is to be
   * @throws ProblemException 400
   */
  static void require(String field, String password, String account) {
    WeakPasswords.fault(password, account)
        .ifPresent(
            fault -> {
              throw new ProblemException(Problem.invalid(field, fault));
            });
  }
}
