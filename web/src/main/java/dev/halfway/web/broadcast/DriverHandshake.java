package dev.halfway.web.broadcast;

import dev.halfway.broadcast.DispatchFeed;
import dev.halfway.broadcast.DriverPositions;
import dev.halfway.shared.Names;
import dev.halfway.web.shared.AccessRules;
import dev.halfway.web.shared.AccessRules.Need;
import dev.halfway.web.shared.OutageProblems;
import dev.halfway.web.shared.Problem;
import dev.halfway.web.shared.ProblemAnswer;
import dev.halfway.web.shared.ProblemException;
import dev.halfway.web.shared.SameOrigin;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at who wants to connect as a driver, before the connection becomes a WebSocket, and says
 * from where the app goes on where it does not say so itself.
 */
@WebFilter(value = "/drivers/*", asyncSupported = true)
public class DriverHandshake extends HttpFilter {

  private static final long serialVersionUID = 1;
  static final String LAST_SEEN = "lastSeen";

  private static final String DRIVERS = "/drivers/";

  /** The server does not decode it: what is behind it would be another part of the path. */
  private static final Pattern SLASH = Pattern.compile("/|%2F", Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  @Inject private transient AccessRules rules;
  @Inject private transient DispatchFeed feed;
  @Inject private transient DriverPositions positions;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String driver = driver(request);
    String lastSeen = request.getParameter(LAST_SEEN);
    HttpServletRequest from;
    try {
      rules.require(request, Need.READ);
      SameOrigin.require(request::getHeader);
      checkDriver(driver);
      checkNumber(lastSeen);
      // Before the app is told that it is connected: what comes from then on it must not miss.
      from = lastSeen == null ? new From(request, position(driver)) : request;
    } catch (ProblemException e) {
      ProblemAnswer.write(response, e.getResponse());
      return;
    } catch (EJBException e) {
      ProblemAnswer.write(response, new OutageProblems().toResponse(e));
      return;
    }
    chain.doFilter(from, response);
  }

  private long position(String driver) {
    return positions.of(driver).orElseGet(feed::last);
  }

  /** A request as if it had said from where it wants to go on. */
  private static final class From extends HttpServletRequestWrapper {
    private final String[] position;

    From(HttpServletRequest request, long position) {
      super(request);
      this.position = new String[] {String.valueOf(position)};
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> parameters = new HashMap<>(super.getParameterMap());
      parameters.put(LAST_SEEN, position);
      return parameters;
    }
  }

  private static String driver(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path = request.getServletPath() + (rest == null ? "" : rest);
    return Names.normal(path.substring(DRIVERS.length()));
  }

  private static void checkDriver(String driver) {
    if (SLASH.matcher(driver).find()) {
      throw wrong("driverId", "must not contain a slash");
    }
    Names.fault(driver, Names.LONGEST)
        .ifPresent(
            fault -> {
              throw wrong("driverId", fault);
            });
  }

  private static void checkNumber(@Nullable String lastSeen) {
    if (lastSeen != null && !NUMBER.matcher(lastSeen).matches()) {
      throw wrong(LAST_SEEN, "must be a dispatch's id");
    }
  }

  private static ProblemException wrong(String field, String message) {
    return new ProblemException(Problem.invalid(field, message));
  }
}
