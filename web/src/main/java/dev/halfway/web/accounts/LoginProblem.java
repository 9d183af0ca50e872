package dev.halfway.web.accounts;

import dev.halfway.accounts.LoginRefused;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;

/** 401: the account or the password is wrong, nobody says which. 429: too many at once. */
final class LoginProblem {

  private static final String RETRY_AFTER_SECONDS = "5";

  private LoginProblem() {}

  static ProblemException of(LoginRefused e) {
    return switch (e.reason()) {
      case WRONG ->
          AccessRules.challenge(
              Problem.of(
                  "credentials-wrong",
                  "The credentials are wrong",
                  401,
                  "there is no such account, or its password is another one"));
      case TOO_MANY ->
          new ProblemException(
              Problem.of(
                  "too-many-logins",
                  "Too many logins at once",
                  429,
                  "others from the same address, or of the same account, are not answered yet"),
              HttpHeaders.RETRY_AFTER,
              RETRY_AFTER_SECONDS);
    };
  }
}
