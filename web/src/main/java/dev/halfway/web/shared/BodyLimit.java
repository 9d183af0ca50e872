package dev.halfway.web.shared;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses request bodies over {@code halfway.http.max-body} bytes, whether or not they announce
 * their length.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {

  @Inject
  @ConfigProperty(name = "halfway.http.max-body", defaultValue = "65536")
  private int limit;

  @Override
  public void filter(ContainerRequestContext request) {
    if (announced(request) > limit) {
      throw tooLarge(limit);
    }
    request.setEntityStream(new Counted(request.getEntityStream(), limit));
  }

  /** Not by {@code getLength()}, which knows no length beyond two gigabytes. */
  private static long announced(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        Problem.of(
            "body-too-large",
            "The request body is too large",
            413,
            "at most " + limit + " bytes are read"));
  }

  private static final class Counted extends FilterInputStream {
    private final int limit;
    private int read;

    Counted(InputStream body, int limit) {
      super(body);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int octets = super.read(buffer, offset, length);
      count(Math.max(octets, 0));
      return octets;
    }

    private void count(int octets) {
      read += octets;
      if (read > limit) {
        throw tooLarge(limit);
      }
    }
  }
}
