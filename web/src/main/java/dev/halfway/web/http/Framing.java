package dev.halfway.web.http;

import dev.halfway.web.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a server and a proxy in front of it may read in two ways, and what the server lets pass: a
 * request that one of them takes for two (RFC 9112, section 11.2), or one that says for no host
 * that it is for this one.
 */
final class Framing {

  private Framing() {}

  /** What is wrong with a request's frame. */
  static Optional<Problem> fault(HttpServletRequest request) {
    if (headers(request, "Host").stream().anyMatch(String::isBlank)) {
      return Optional.of(Problem.invalid("Host", "must not be empty"));
    }
    List<String> encodings = headers(request, "Transfer-Encoding");
    if (encodings.isEmpty()) {
      return Optional.empty();
    }
    if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked")) {
      return Optional.of(Problem.invalid("Transfer-Encoding", "must be chunked, or not be there"));
    }
    if (request.getProtocol().equals("HTTP/1.0")) {
      return Optional.of(Problem.invalid("Transfer-Encoding", "HTTP/1.0 does not know it"));
    }
    if (request.getHeader("Content-Length") != null) {
      return Optional.of(
          Problem.invalid("Content-Length", "must not be there beside Transfer-Encoding"));
    }
    return Optional.empty();
  }

  /** Whether something comes behind the headers. */
  static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
