package dev.halfway.web.broadcast;

import dev.halfway.broadcast.DispatchFeed;
import dev.halfway.broadcast.DriverPositions;
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
  private static final Pattern DRIVER = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}");
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
      check("driverId", driver, DRIVER, "must be 1 to 64 letters, digits or any of ._@+-");
      check(LAST_SEEN, lastSeen, NUMBER, "must be a dispatch's id");
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
    return path.substring(DRIVERS.length());
  }

  private static void check(String field, @Nullable String value, Pattern right, String message) {
    if (value != null && !right.matcher(value).matches()) {
      throw new ProblemException(Problem.invalid(field, message));
    }
  }
}
