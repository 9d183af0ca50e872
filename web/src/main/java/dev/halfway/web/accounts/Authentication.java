package dev.halfway.web.accounts;

import dev.halfway.accounts.Caller;
import dev.halfway.accounts.LoginRefused;
import dev.halfway.web.problems.ProblemAnswer;
import dev.halfway.web.problems.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling: HTTP Basic against the table of accounts, for whatever is asked for. A request
 * with wrong credentials goes no further, also where none are needed. {@code web.xml} has its place
 * among the filters.
 */
public class Authentication extends HttpFilter {

  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CompletableFuture<?> login = (CompletableFuture<?>) request.getAttribute(LoginGate.LOGIN);
    List<String> given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (login == null && !given.isEmpty() && !BasicCredentials.isToken(given)) {
      throw new ServletException("nobody has looked at the credentials: LoginGate is missing");
    }
    if (login == null) {
      chain.doFilter(request, response);
      return;
    }
    Caller caller;
    try {
      caller = (Caller) login.join();
    } catch (CompletionException e) {
      ProblemAnswer.write(response, problem(e.getCause()));
      return;
    }
    chain.doFilter(new LoggedIn(request, caller), response);
  }

  private static Response problem(@Nullable Throwable failure) {
    return failure instanceof LoginRefused refused
        ? LoginProblem.of(refused).getResponse()
        : Problems.of(failure);
  }

  /** A request of somebody who has logged in. */
  private static final class LoggedIn extends HttpServletRequestWrapper {
    private final Caller caller;

    LoggedIn(HttpServletRequest request, Caller caller) {
      super(request);
      this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
      return caller::name;
    }

    @Override
    public String getRemoteUser() {
      return caller.name();
    }

    @Override
    public String getAuthType() {
      return BASIC_AUTH;
    }

    @Override
    public boolean isUserInRole(String role) {
      return caller.role().name().equals(role);
    }
  }
}
