package dev.halfway.web.accounts;

import dev.halfway.accounts.LoginRefused;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 401: the account or the password is wrong, nobody says which. 429: too many at once. */
@Provider
public class LoginProblem implements ExceptionMapper<LoginRefused> {

  private static final int RETRY_AFTER_SECONDS = 5;

  @Override
  public Response toResponse(LoginRefused e) {
    return switch (e.reason()) {
      case WRONG ->
          AccessRules.challenge(
              Problem.of(
                  "credentials-wrong",
                  "The credentials are wrong",
                  401,
                  "there is no such account, or its password is another one"));
      case TOO_MANY ->
          Response.fromResponse(
                  Problem.of(
                          "too-many-logins",
                          "Too many logins at once",
                          429,
                          "others from the same address, or of the same account, are not answered"
                              + " yet")
                      .toResponse())
              .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
              .build();
    };
  }
}
