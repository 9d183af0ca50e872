package dev.halfway.web.accounts;

import dev.halfway.accounts.Credentials;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Reads the header {@code Authorization} as RFC 7617 has it, in UTF-8. */
final class BasicCredentials {

  /** Room for a name of 64 and a password of 128 characters, whatever they are, and more. */
  private static final int MAX_LENGTH = 4096;

  private static final String SCHEME = "Basic";

  private BasicCredentials() {}

  /**
   * Whether the request shows a token instead of an account. The scenario checks the token, and
   * nobody is logged in by it.
   */
  static boolean isToken(List<String> headers) {
    return headers.size() == 1 && AccessRules.isToken(headers.get(0));
  }

  /**
   * The credentials of a caller who wants to log in.
   *
   * @param headers all that were sent; one at least
   * @throws ProblemException 400 where it cannot be read, 401 where it is of another scheme
   */
  static Credentials of(List<String> headers) {
    if (headers.size() > 1) {
      throw malformed("must be given once");
    }
    String header = headers.get(0).strip();
    if (header.length() > MAX_LENGTH) {
      throw malformed("must have at most " + MAX_LENGTH + " characters");
    }
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    if (scheme.isEmpty()) {
      throw malformed("must not be empty");
    }
    if (!scheme.equalsIgnoreCase(SCHEME)) {
      throw AccessRules.credentialsNeeded("Authorization: the scheme must be " + SCHEME);
    }
    return parse(decode(header.substring(scheme.length()).strip()));
  }

  private static String decode(String base64) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
          .toString();
    } catch (IllegalArgumentException e) {
      throw malformed("must have Base64 behind " + SCHEME);
    } catch (CharacterCodingException e) {
      throw malformed("must be in UTF-8, in Base64");
    }
  }

  private static Credentials parse(String plain) {
    int colon = plain.indexOf(':');
    if (colon < 0) {
      throw malformed("must be a name, a colon and a password, in Base64");
    }
    return new Credentials(plain.substring(0, colon), plain.substring(colon + 1));
  }

  /** Never says what was given: it may be a password. */
  private static ProblemException malformed(String rule) {
    return new ProblemException(
        Problem.of(
            "credentials-malformed",
            "The credentials cannot be read",
            400,
            "Authorization: " + rule));
  }
}
