package dev.halfway.web.access;

import dev.halfway.accounts.Origin;
import dev.halfway.accounts.Refusals;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what.
 *
 * <p>An {@code operator} may do everything, any other account may read and send. Who has no account
 * may read and send as {@code halfway.access.anonymous} allows: {@code LOOPBACK} (the default) from
 * this machine only, {@code ALL} from anywhere, {@code NONE} not at all.
 *
 * <p>"From this machine" wants a loopback address, a loopback name in {@code Host} (another site's
 * name that resolves to loopback is how a browser is turned against its own machine) and no header
 * but those that clients send: any other may be a proxy's, and there are more of these than anybody
 * knows. A proxy on this machine that adds none speaks for everybody behind it: set {@code NONE}
 * there.
 */
@ApplicationScoped
public class AccessRules {

  /** What a request wants to do. */
  public enum Need {
    /** Look at something. */
    READ,
    /** Send a request of a scenario. */
    SEND,
    /** Redeliver, delete, inject faults: what only the role {@code operator} may. */
    OPERATE,
    /** What needs an account of any role. */
    LOGIN
  }

  /** Whether it may. */
  enum Decision {
    /** It may. */
    ALLOWED,
    /** Not without an account. */
    CREDENTIALS_NEEDED,
    /** Not with this account. */
    FORBIDDEN
  }

  /** Who needs no account to read and to send. */
  public enum Anonymous {
    /** Callers on this machine. */
    LOOPBACK,
    /** Everybody. */
    ALL,
    /** Nobody. */
    NONE
  }

  private static final String CHALLENGE = "Basic realm=\"Halfway\", charset=\"UTF-8\"";

  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> LOOPBACK_ADDRESSES =
      Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

  /** What browsers, curl, log shippers and tracing send, in lower case; see also FETCH_METADATA. */
  private static final Set<String> CLIENT_HEADERS =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "authorization",
          "baggage",
          "cache-control",
          "connection",
          "content-encoding",
          "content-language",
          "content-length",
          "content-type",
          "cookie",
          "date",
          "dnt",
          "expect",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "keep-alive",
          "last-event-id",
          "origin",
          "pragma",
          "priority",
          "range",
          "referer",
          "save-data",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "upgrade-insecure-requests",
          "user-agent",
          "x-requested-with");

  /** Browsers' own, which no script of a page can set: Sec-Fetch-Site, Sec-WebSocket-Key ... */
  private static final String FETCH_METADATA = "sec-";

  @Inject private Refusals refusals;

  @Inject
  @ConfigProperty(name = "halfway.access.anonymous", defaultValue = "LOOPBACK")
  private Anonymous anonymous;

  /**
   * Ends a request, whose credentials, if it has any, were checked, unless it may do what it needs.
   *
   * @throws ProblemException 401 or 403
   */
  public void require(HttpServletRequest request, Need need) {
    require(request, need, null);
  }

  /**
   * The same where not all requests to a path need the same.
   *
   * @param why this one needs it; null where the path says it
   */
  public void require(HttpServletRequest request, Need need, @Nullable String why) {
    switch (decide(request, need)) {
      case ALLOWED -> {}
      case CREDENTIALS_NEEDED ->
          throw credentialsNeeded(
              (why == null ? "this needs an account" : why) + suspicion(request));
      case FORBIDDEN -> {
        refusals.forbidden(
            request.getUserPrincipal().getName(),
            Origin.of(request.getRemoteAddr()),
            request.getMethod() + " " + request.getRequestURI());
        throw new ProblemException(
            Problem.of("forbidden", "The account's role does not allow this", 403, why));
      }
    }
  }

  /** Ends a request that cannot be without credentials, and says how to give them. */
  public static ProblemException credentialsNeeded(String detail) {
    return challenge(Problem.of("credentials-needed", "Credentials are needed", 401, detail));
  }

  /** Ends a request with any problem that credentials would solve. */
  public static ProblemException challenge(Problem problem) {
    return new ProblemException(problem, HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
  }

  /** Decides on a request. */
  Decision decide(HttpServletRequest request, Need need) {
    if (request.getUserPrincipal() != null) {
      return need != Need.OPERATE || isOperator(request) ? Decision.ALLOWED : Decision.FORBIDDEN;
    }
    return (need == Need.READ || need == Need.SEND)
            && allowsAnonymous(request)
            && !showsToken(request)
        ? Decision.ALLOWED
        : Decision.CREDENTIALS_NEEDED;
  }

  /** Whether credentials are a bearer token (RFC 6750), which is no account. */
  public static boolean isToken(String authorization) {
    String scheme = authorization.strip().split(" ", 2)[0];
    return scheme.equalsIgnoreCase("Bearer");
  }

  /** Whoever shows one is not here for nothing: it may be meant for another path. */
  private static boolean showsToken(HttpServletRequest request) {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    return shown != null && isToken(shown);
  }

  /** Whether an operator sends it. */
  public boolean isOperator(HttpServletRequest request) {
    return request.isUserInRole("operator");
  }

  /** Whether it comes from this machine, and who calls from there needs no account. */
  public boolean isOfThisMachine(HttpServletRequest request) {
    return anonymous != Anonymous.NONE && isFromThisMachine(request);
  }

  private boolean allowsAnonymous(HttpServletRequest request) {
    return switch (anonymous) {
      case ALL -> true;
      case NONE -> false;
      case LOOPBACK -> isFromThisMachine(request);
    };
  }

  static boolean isFromThisMachine(HttpServletRequest request) {
    return LOOPBACK_ADDRESSES.contains(request.getRemoteAddr())
        && LOOPBACK_NAMES.contains(request.getServerName())
        && headerOfAProxy(request).isEmpty();
  }

  /** A header that clients do not send. */
  private static Optional<String> headerOfAProxy(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream()
        .filter(AccessRules::mayBeOfAProxy)
        .findFirst();
  }

  private static boolean mayBeOfAProxy(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return !CLIENT_HEADERS.contains(name) && !name.startsWith(FETCH_METADATA);
  }

  /** Why this is not from this machine, where that is not plain to see. */
  private String suspicion(HttpServletRequest request) {
    return anonymous == Anonymous.LOOPBACK && LOOPBACK_ADDRESSES.contains(request.getRemoteAddr())
        ? headerOfAProxy(request)
            .map(
                header ->
                    "; the header "
                        + header
                        + " may be that of a proxy, behind which anybody may be")
            .orElse("")
        : "";
  }
}
