package dev.halfway.web.http;

import dev.halfway.settings.ConfigRange;
import dev.halfway.web.problems.Problem;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Has a request worked on when its body is there, and its answer sent as fast as it is read: no
 * thread waits for the network. A servlet that reads the body itself, and without waiting, says so
 * by the parameter {@value #STREAMS}. web.xml says where it stands among the filters.
 */
public class NetworkFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  /** The parameter of a servlet that reads bodies itself. */
  public static final String STREAMS = "streams";

  private static final String PASSAGE = Passage.class.getName();

  @Resource private transient ManagedThreadFactory threads;

  @Inject
  @ConfigProperty(name = "halfway.http.max-body", defaultValue = "65536")
  private int maxBody;

  @Inject
  @ConfigProperty(name = "halfway.http.body-timeout", defaultValue = "PT30S")
  private Duration bodyTimeout;

  private transient NetworkLimits limits;
  private transient Room room;
  private transient Timer timer;

  @SuppressWarnings("NullAway.Init") // The container calls init() before anything else.
  public NetworkFilter() {}

  @Override
  public void init() {
    ConfigRange.check("halfway.http.max-body", maxBody);
    ConfigRange.check("halfway.http.body-timeout", bodyTimeout);
    limits = new NetworkLimits(maxBody, bodyTimeout);
    room = Room.ofThisMachine();
    timer = Timer.start(threads, "network");
  }

  @Override
  public void destroy() {
    timer.stop();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Passage passage = (Passage) request.getAttribute(PASSAGE);
    if (passage == null) {
      passage = new Passage(request, response, limits, room, timer);
      request.setAttribute(PASSAGE, passage);
      Optional<Problem> fault = Framing.fault(request);
      if (fault.isPresent()) {
        passage.refuse(fault.get());
        return;
      }
      if (passage.hasBody() && !streams(request)) {
        passage.gather();
        return;
      }
    }
    passage.work(request, chain);
  }

  private static boolean streams(HttpServletRequest request) {
    ServletRegistration servlet =
        request
            .getServletContext()
            .getServletRegistration(request.getHttpServletMapping().getServletName());
    return servlet != null && servlet.getInitParameter(STREAMS) != null;
  }
}
