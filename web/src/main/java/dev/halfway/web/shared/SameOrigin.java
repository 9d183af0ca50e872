package dev.halfway.web.shared;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;

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
    if (!SAFE.contains(request.getMethod()) && isFromElsewhere(request)) {
      throw new ProblemException(
          Problem.of(
              "cross-origin",
              "Requests of other sites are refused",
              403,
              "the browser says that this request comes from a page of another origin"));
    }
  }

  private static boolean isFromElsewhere(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null) {
      return !OURS.contains(site);
    }
    String origin = request.getHeaderString("Origin");
    return origin != null && !authorityOf(origin).equals(request.getHeaderString(HttpHeaders.HOST));
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
