package dev.halfway.web.broadcast;

import dev.halfway.broadcast.StartingPoints;
import dev.halfway.broadcast.StartingPoints.Refused;
import dev.halfway.broadcast.StartingPoints.StartingPoint;
import dev.halfway.text.Names;
import dev.halfway.web.access.SameOrigin;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemAnswer;
import dev.halfway.web.problems.ProblemException;
import dev.halfway.web.problems.Problems;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Looks at who wants to connect as a driver, before the connection becomes a WebSocket, and decides
 * from where the app goes on.
 */
public class DriverHandshake extends HttpFilter {

  private static final long serialVersionUID = 1;
  static final String LAST_SEEN = "lastSeen";

  /** By what it was let in; absent where nothing was needed. */
  static final String TOKEN = "token";

  /** What the app is told first of all, where there is something. */
  static final String NOTICE = "notice";

  private static final String DRIVERS = "/drivers/";

  /** The server does not decode it: what is behind it would be another part of the path. */
  private static final Pattern SLASH = Pattern.compile("/|%2F", Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  @Inject private transient DriverRules rules;
  @Inject private transient StartingPoints points;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String driver = driver(request);
    From from;
    try {
      SameOrigin.require(request::getHeader);
      checkDriver(driver);
      // It has no body. Of a form the server would look for parameters, as long as it is.
      check("Content-Type", request.getContentType() == null, "must not be there");
      Optional<String> token = rules.requireToConnect(request, driver);
      // Before the app is told that it is connected: what comes from then on it must not miss.
      from = new From(request, points.of(driver, lastSeen(request)), token);
    } catch (ProblemException | EJBException e) {
      ProblemAnswer.write(response, Problems.of(e));
      return;
    }
    chain.doFilter(from, response);
  }

  private static OptionalLong lastSeen(HttpServletRequest request) {
    String[] given = request.getParameterValues(LAST_SEEN);
    if (given == null) {
      return OptionalLong.empty();
    }
    check(LAST_SEEN, given.length == 1, "must be given once");
    check(LAST_SEEN, NUMBER.matcher(given[0]).matches(), "must be a dispatch's id");
    return OptionalLong.of(Long.parseLong(given[0]));
  }

  private static void check(String field, boolean right, String message) {
    if (!right) {
      throw new ProblemException(Problem.invalid(field, message));
    }
  }

  /** A request that says from where its app goes on, and by what it was let in. */
  private static final class From extends HttpServletRequestWrapper {
    private final Map<String, String[]> parameters = new HashMap<>();

    From(HttpServletRequest request, StartingPoint point, Optional<String> token) {
      super(request);
      token.ifPresent(shown -> set(TOKEN, shown));
      set(LAST_SEEN, String.valueOf(point.after()));
      Refused refused = point.refused();
      if (refused != null) {
        set(NOTICE, PositionRefused.of(point, refused).json());
      }
    }

    private void set(String name, String value) {
      parameters.put(name, new String[] {value});
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return parameters;
    }
  }

  private static String driver(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path = request.getServletPath() + (rest == null ? "" : rest);
    return Names.normal(path.substring(DRIVERS.length()));
  }

  private static void checkDriver(String driver) {
    check("driverId", !SLASH.matcher(driver).find(), "must not contain a slash");
    Names.fault(driver, Names.LONGEST).ifPresent(fault -> check("driverId", false, fault));
  }
}
