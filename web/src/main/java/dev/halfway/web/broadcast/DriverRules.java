package dev.halfway.web.broadcast;

import dev.halfway.accounts.Origin;
import dev.halfway.accounts.Refusals;
import dev.halfway.broadcast.Drivers;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may speak for a driver: whoever shows the driver's token, and callers on this machine, unless
 * {@code halfway.access.anonymous} is {@code NONE}. That it is {@code ALL} makes nobody a driver.
 */
@ApplicationScoped
class DriverRules {

  /** What a browser can send, which sets no headers of a WebSocket. */
  static final String PROTOCOL = "halfway";

  private static final String TOKEN_PROTOCOL = PROTOCOL + ".token.";

  /** RFC 6750, 2.1. */
  private static final String TOKEN = "([A-Za-z0-9._~+/-]{1,4096}=*)";

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +" + TOKEN);
  private static final Pattern OFFERED = Pattern.compile(Pattern.quote(TOKEN_PROTOCOL) + TOKEN);

  @Inject private AccessRules rules;
  @Inject private Drivers drivers;
  @Inject private Refusals refusals;

  /**
   * Ends a request to connect as a driver, unless it may.
   *
   * @return the token that lets it in; empty where none was needed
   * @throws ProblemException 401
   */
  Optional<String> requireToConnect(HttpServletRequest request, String driver) {
    return rules.isOfThisMachine(request)
        ? Optional.empty()
        : Optional.of(right(request, driver, bearer(request).or(() -> offered(request))));
  }

  /**
   * Ends a request to do something for a driver, unless it may: an operator may, too.
   *
   * @throws ProblemException 401
   */
  void requireToAct(HttpServletRequest request, String driver) {
    if (!rules.isOfThisMachine(request) && !rules.isOperator(request)) {
      right(request, driver, bearer(request));
    }
  }

  private String right(HttpServletRequest request, String driver, Optional<String> token) {
    return token
        .filter(shown -> drivers.isDriver(driver, shown))
        .orElseThrow(() -> refused(request, driver));
  }

  private ProblemException refused(HttpServletRequest request, String driver) {
    refusals.driver(driver, Origin.of(request.getRemoteAddr()));
    return new ProblemException(
        Problem.of(
            "driver-token-needed",
            "The driver's token is needed",
            401,
            "an operator issues it, and it is shown as a bearer token"),
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"Halfway drivers\"");
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    return match(BEARER, Stream.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)));
  }

  private static Optional<String> offered(HttpServletRequest request) {
    return match(
        OFFERED,
        Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
            .flatMap(header -> Stream.of(header.split(",", -1))));
  }

  private static Optional<String> match(Pattern pattern, Stream<String> texts) {
    return texts
        .map(text -> pattern.matcher(text.strip()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
