package dev.halfway.web.input;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that says to be in another charset than UTF-8: every body is read as that,
 * whatever it says (RFC 8259, 8.1).
 */
@Provider
@PreMatching
public class Utf8Only implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    require(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
  }

  /**
   * Ends a request whose body says to be in another charset.
   *
   * @param contentType null where it says nothing
   * @throws ProblemException 415
   */
  public static void require(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    try {
      String charset =
          MediaType.valueOf(contentType).getParameters().get(MediaType.CHARSET_PARAMETER);
      if (charset == null || Charset.forName(charset).equals(StandardCharsets.UTF_8)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // No media type, or no charset.
    }
    throw new ProblemException(
        Problem.ofStatus(
            415, "Content-Type: must be a media type whose charset, if it has one, is UTF-8"));
  }
}
