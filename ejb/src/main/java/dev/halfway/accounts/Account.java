package dev.halfway.accounts;

import java.util.regex.Pattern;

/**
 * Somebody who may log in.
 *
 * @param name identifies it
 * @param role what it may do
 */
public record Account(String name, Role role) {

  /** What a name looks like: no colon, which ends it in credentials (RFC 7617). */
  public static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private static final Pattern NAMES = Pattern.compile(NAME);

  /** What an account may do; the constants are spelt as the roles that are asked for. */
  public enum Role {
    /** Read, send requests to the scenarios, and change the own password. */
    viewer,
    /** That, and redeliver, delete, inject faults, and change accounts. */
    operator
  }

  /** Whether an account may have this name. */
  static boolean isName(String text) {
    return NAMES.matcher(text).matches();
  }
}
