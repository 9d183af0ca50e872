package dev.halfway.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that can be configured, as {@code ear/docs/configuration.md} has it.
 *
 * @param name the system property, or the environment variable where there is no property
 * @param property the system property; absent where the environment alone counts
 * @param variable the environment variable
 * @param allowed which values are right
 * @param kind what is special about the value
 */
public record Setting(
    String name, Optional<String> property, String variable, Allowed allowed, Kind kind) {

  /** What is special about a value. */
  enum Kind {
    PLAIN,
    /** There is no default: an empty value is none. */
    OPTIONAL,
    /** Nobody may see it. */
    SECRET,
    /** It may have a password among its parameters. */
    URL
  }

  private static final int SHOWN = 100;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Where an address may have a password. */
  private static final Pattern USER = Pattern.compile("//[^/]*@");

  private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);

  static Setting of(String property, Allowed allowed) {
    return of(property, allowed, Kind.PLAIN);
  }

  static Setting of(String property, Allowed allowed, Kind kind) {
    return new Setting(property, Optional.of(property), variableOf(property), allowed, kind);
  }

  /** Called by its variable, and a property of the server's besides. */
  static Setting ofServer(String variable, String property, Allowed allowed) {
    return new Setting(variable, Optional.of(property), variable, allowed, Kind.PLAIN);
  }

  /** Read by the start script alone, for which empty is the default. */
  static Setting ofScript(String variable, Allowed allowed) {
    return new Setting(variable, Optional.empty(), variable, allowed, Kind.OPTIONAL);
  }

  /** As MicroProfile Config and WildFly look for a property in the environment. */
  public static String variableOf(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** What is wrong with a value, in one line that names the setting; nothing where it is right. */
  public Optional<String> check(String value) {
    if (allowed.has(value) || (value.isEmpty() && mayBeEmpty())) {
      return Optional.empty();
    }
    return Optional.of(complaint("must be " + allowed.text() + ", not " + shown(value)));
  }

  /** A complaint that names the setting by property and variable. */
  String complaint(String what) {
    return (name.equals(variable) ? name : name + " (" + variable + ")") + ": " + what;
  }

  boolean mayBeEmpty() {
    return kind == Kind.OPTIONAL || kind == Kind.SECRET;
  }

  /** A value as it may be shown. */
  String shown(String value) {
    return switch (kind) {
      case SECRET -> "the one that is set, which is not shown";
      case URL -> quoted(PARAMETERS.matcher(value).replaceAll("…"));
      case PLAIN, OPTIONAL -> quoted(value);
    };
  }

  private static String quoted(String value) {
    String line = CONTROL.matcher(USER.matcher(value).replaceAll("//…@")).replaceAll("?");
    return "'" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "'";
  }

  /** What {@code ear/docs/configuration.md} has to say of it. */
  List<String> documented() {
    return allowed.documented();
  }
}
