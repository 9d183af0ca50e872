package dev.halfway.start;

import dev.halfway.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the server is started with: system properties, those behind {@code standalone.sh} included,
 * before the environment, as WildFly and MicroProfile Config look it up.
 *
 * @param properties by name
 * @param environment by variable
 */
record Given(Map<String, String> properties, Map<String, String> environment) {

  private static final String CONFIGURATION = "jboss.server.default.config";

  /** Arguments of the server that are properties by another name. */
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "-b", "jboss.bind.address",
          "-c", CONFIGURATION,
          "--server-config", CONFIGURATION);

  private static final Set<String> PROPERTY_FILES = Set.of("-P", "--properties");

  /**
   * The same with the arguments of the server, which it makes properties of.
   *
   * @throws StartRefused where a file of properties cannot be read
   */
  static Given of(
      Map<String, String> properties, Map<String, String> environment, List<String> arguments)
      throws StartRefused {
    Map<String, String> all = new HashMap<>(properties);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      boolean takesAnother = equals < 0 && isOption(name) && i + 1 < arguments.size();
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      if (takesAnother) {
        i++;
        value = arguments.get(i);
      }
      if (name.startsWith("-D")) {
        all.put(name.substring(2), equals < 0 ? "true" : value);
      } else if (PROPERTY_FILES.contains(name)) {
        all.putAll(propertiesIn(value));
      } else if (ARGUMENTS.containsKey(name)) {
        all.put(ARGUMENTS.get(name), value);
      }
    }
    return new Given(all, environment);
  }

  private static boolean isOption(String name) {
    return ARGUMENTS.containsKey(name) || PROPERTY_FILES.contains(name);
  }

  private static Map<String, String> propertiesIn(String place) throws StartRefused {
    Properties read = new Properties();
    try (InputStream in = open(place)) {
      read.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused("--properties: '" + place + "' cannot be read: " + e.getMessage());
    }
    Map<String, String> found = new HashMap<>();
    read.stringPropertyNames().forEach(name -> found.put(name, read.getProperty(name)));
    return found;
  }

  private static InputStream open(String place) throws IOException {
    try {
      return new URL(place).openStream();
    } catch (MalformedURLException e) {
      return Files.newInputStream(Path.of(place));
    }
  }

  /** What counts of a setting; nothing where it is its default. */
  Optional<String> value(Setting setting) {
    return setting
        .property()
        .map(properties::get)
        .or(() -> Optional.ofNullable(environment.get(setting.variable())));
  }

  /** A system property of the server's. */
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  /** Which of the server's configurations is started. */
  String configuration() {
    return properties.getOrDefault(CONFIGURATION, "standalone.xml");
  }

  /** All names, those that mean nothing included. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(properties.keySet());
    names.addAll(environment.keySet());
    return names;
  }
}
