package dev.halfway.accounts;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Passwords that somebody guesses who knows what people choose: the account's name, common words
 * and passwords, repetitions, rows of a keyboard, dates, and the usual replacements of letters. As
 * zxcvbn estimates it.
 */
public final class WeakPasswords {

  /** Of zxcvbn's 0 to 4: takes more than a hundred million guesses. */
  private static final int LEAST = 3;

  /** More is not looked at, as a few long ones take zxcvbn seconds. */
  private static final int LOOKED_AT = 32;

  private static final int SHORTEST_NAME = 3;

  private WeakPasswords() {}

  /** What is wrong with a password; empty where nothing is. */
  public static Optional<String> fault(String password, String account) {
    String name = account.toLowerCase(Locale.ROOT);
    if (name.length() >= SHORTEST_NAME && password.toLowerCase(Locale.ROOT).contains(name)) {
      return Optional.of("must not contain the account's name");
    }
    String beginning =
        password.substring(0, password.offsetByCodePoints(0, Math.min(LOOKED_AT, count(password))));
    // Not kept: its dictionaries are large, and passwords are seldom set.
    Strength strength = new Zxcvbn().measure(beginning, List.of(account, "halfway"));
    if (strength.getScore() >= LEAST) {
      return Optional.empty();
    }
    String why = strength.getFeedback().getWarning(Locale.ENGLISH);
    return Optional.of("is easy to guess" + (why.isEmpty() ? "" : ": " + why));
  }

  private static int count(String text) {
    return text.codePointCount(0, text.length());
  }
}
