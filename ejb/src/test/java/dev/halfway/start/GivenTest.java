package dev.halfway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenTest {

  private static final Map<String, String> NONE = Map.of();

  @Test
  void argumentsComeBeforePropertiesAndThoseBeforeTheEnvironment() throws StartRefused {
    Map<String, String> environment = Map.of("HALFWAY_DB_POOL", "3");
    Map<String, String> properties = Map.of("halfway.db.pool", "4");

    assertThat(pool(Given.of(NONE, environment, List.of()))).isEqualTo("3");
    assertThat(pool(Given.of(properties, environment, List.of()))).isEqualTo("4");
    assertThat(pool(Given.of(properties, environment, List.of("-Dhalfway.db.pool=5"))))
        .isEqualTo("5");
  }

  private static String pool(Given given) {
    return given.value(Settings.named("halfway.db.pool")).orElseThrow();
  }

  @Test
  void argumentsOfTheServerAreProperties() throws StartRefused {
    Given given =
        Given.of(
            NONE,
            NONE,
            List.of("-jar", "x.jar", "-b", "10.0.0.1", "-c=standalone-remote.xml", "-Da"));

    assertThat(given.property("jboss.bind.address")).contains("10.0.0.1");
    assertThat(given.configuration()).isEqualTo("standalone-remote.xml");
    assertThat(given.property("a")).contains("true");
  }

  @Test
  void valuesMayHaveBlanksAndEqualsSigns() throws StartRefused {
    Given given = Given.of(NONE, NONE, List.of("-Dhalfway.decoupling.text=a = b -c d"));

    assertThat(given.value(Settings.named("halfway.decoupling.text"))).contains("a = b -c d");
  }

  @Test
  void filesOfPropertiesAreRead(@TempDir Path folder) throws IOException, StartRefused {
    Path file = Files.writeString(folder.resolve("my.properties"), "halfway.db.pool=7\n");

    assertThat(pool(Given.of(NONE, NONE, List.of("-P", file.toString())))).isEqualTo("7");
    assertThat(pool(Given.of(NONE, NONE, List.of("--properties=" + file.toUri())))).isEqualTo("7");
    assertThatThrownBy(() -> Given.of(NONE, NONE, List.of("-P=" + folder.resolve("none"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("--properties: '" + folder.resolve("none") + "' cannot be read");
  }

  @Test
  void whatIsMisspeltIsNamedWithTheNearestName() {
    assertThat(
            UnknownNames.warnings(
                Set.of(
                    "HALFWAY_DB_PASWORD",
                    "halfway.smoothing.ratte",
                    "HALFWAY_SOMETHING_ELSE",
                    "HALFWAY_DB_URL",
                    "halfway.db.url",
                    "HALFWAY_BROKER_ROLE",
                    "HALFWAYS",
                    "PATH")))
        .containsExactly(
            "HALFWAY_DB_PASWORD: there is no such setting; did you mean HALFWAY_DB_PASSWORD?",
            "HALFWAY_SOMETHING_ELSE: there is no such setting",
            "halfway.smoothing.ratte: there is no such setting; did you mean"
                + " halfway.smoothing.rate?");
  }
}
