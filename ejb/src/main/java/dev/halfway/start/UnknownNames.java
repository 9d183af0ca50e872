package dev.halfway.start;

import dev.halfway.settings.Setting;
import dev.halfway.settings.Settings;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Names that look like settings and are none: most of them are misspelt, and mean nothing. */
final class UnknownNames {

  /** Of the script that starts a broker, and what the start script sets. */
  private static final Set<String> OTHERS =
      Set.of(
          "HALFWAY_BROKER_JAVA_OPTS",
          "HALFWAY_BROKER_KEY_STORE",
          "HALFWAY_BROKER_KEY_STORE_PASSWORD",
          "HALFWAY_BROKER_PARTNER",
          "HALFWAY_BROKER_ROLE",
          "halfway.console",
          "halfway.console.own");

  /** Letters that two names may differ in, to be taken for the same. */
  private static final int TYPO = 3;

  private UnknownNames() {}

  /** A warning for each, with the nearest name that there is. */
  static List<String> warnings(Set<String> names) {
    Set<String> known = new HashSet<>(OTHERS);
    Settings.all().stream().flatMap(UnknownNames::namesOf).forEach(known::add);
    return names.stream()
        .filter(name -> name.startsWith("HALFWAY_") || name.startsWith("halfway."))
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> name + ": there is no such setting" + nearest(name))
        .toList();
  }

  private static Stream<String> namesOf(Setting setting) {
    return Stream.concat(setting.property().stream(), Stream.of(setting.variable()));
  }

  private static String nearest(String name) {
    boolean variable = name.equals(name.toUpperCase(Locale.ROOT));
    return Settings.all().stream()
        .flatMap(setting -> variable ? Stream.of(setting.variable()) : setting.property().stream())
        .filter(other -> distance(name, other) <= TYPO)
        .min(Comparator.comparingInt(other -> distance(name, other)))
        .map(other -> "; did you mean " + other + "?")
        .orElse("");
  }

  /** Levenshtein's. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
