package dev.halfway.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Who sends a request, as the audit trail names them. */
public final class AuditName {

  /** No account has a name with an at sign. */
  private static final String ANONYMOUS = "anonymous@";

  private static final int MAX = 64;

  private AuditName() {}

  /** The name of the account, or where the request comes from; at most 64 characters. */
  public static String of(HttpServletRequest request) {
    Principal account = request.getUserPrincipal();
    String name = account == null ? ANONYMOUS + request.getRemoteAddr() : account.getName();
    return name.length() > MAX ? name.substring(0, MAX) : name;
  }

  /** Whether this is the name of somebody without an account. */
  public static boolean isAnonymous(String name) {
    return name.startsWith(ANONYMOUS);
  }
}
