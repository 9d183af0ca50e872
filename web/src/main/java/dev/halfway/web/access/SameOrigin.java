package dev.halfway.web.access;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site makes a visitor's browser send: requests that change something must
 * come from a page of ours, or from no page at all.
 */
@Provider
@PreMatching
public class SameOrigin implements ContainerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!SAFE.contains(request.getMethod())) {
      require(request::getHeaderString);
    }
  }

  /**
   * Ends a request that comes from a page of another site.
   *
   * @param headers its headers by name, null for one that it has not
   * @throws ProblemException 403
   */
  public static void require(UnaryOperator<@Nullable String> headers) {
    if (isFromElsewhere(headers)) {
      throw new ProblemException(
          Problem.of(
              "cross-origin",
              "Requests of other sites are refused",
              403,
              "the browser says that this request comes from a page of another origin"));
    }
  }

  private static boolean isFromElsewhere(UnaryOperator<@Nullable String> headers) {
    String site = headers.apply("Sec-Fetch-Site");
    if (site != null) {
      return !OURS.contains(site);
    }
    String origin = headers.apply("Origin");
    return origin != null && !authorityOf(origin).equals(headers.apply(HttpHeaders.HOST));
  }

  private static String authorityOf(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
