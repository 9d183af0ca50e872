package dev.halfway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting refuses what is wrong, and says so. */
class SettingsTest {

  static Stream<Arguments> everyWrongValue() {
    return Settings.all().stream()
        .flatMap(
            setting -> WrongValues.of(setting).map(value -> Arguments.of(setting.name(), value)));
  }

  static Stream<Arguments> theEndsOfEveryRange() {
    return Settings.all().stream()
        .flatMap(
            setting ->
                WrongValues.right(setting).map(value -> Arguments.of(setting.name(), value)));
  }

  @Test
  void eachHasAWrongValue() {
    assertThat(Settings.all()).allSatisfy(each -> assertThat(WrongValues.of(each)).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("everyWrongValue")
  void aWrongValueIsOneLineWithSettingValueAndWhatIsAllowed(String name, String value) {
    Setting setting = Settings.named(name);

    List<String> complaints = complaints(Map.of(name, value));

    assertThat(complaints).singleElement().asString().contains(setting.allowed().text());
    String line = complaints.get(0);
    assertThat(line).startsWith(name).contains(setting.variable()).doesNotContain("\n");
    if (setting.kind() == Setting.Kind.SECRET) {
      assertThat(line).doesNotContain(value.strip());
    } else {
      assertThat(line).contains("'");
    }
  }

  @ParameterizedTest
  @MethodSource("theEndsOfEveryRange")
  void theEndsOfARangeAreRight(String name, String value) {
    assertThat(Settings.named(name).check(value)).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsTold() {
    assertThat(complaints(Map.of("halfway.bus.asks", "0", "halfway.db.pool", "abc")))
        .containsExactly(
            "halfway.db.pool (HALFWAY_DB_POOL): must be a whole number, 2 to 1,000, not 'abc'",
            "halfway.bus.asks (HALFWAY_BUS_ASKS): must be a whole number, 1 to 100, not '0'");
  }

  @Test
  void nothingIsWrongWithTheDefaults() {
    assertThat(complaints(Map.of())).isEmpty();
  }

  @Test
  void anotherDatabaseHasToBeNamed() {
    assertThat(complaints(Map.of("halfway.db.driver", "postgresql")))
        .containsExactly(
            "halfway.db.url (HALFWAY_DB_URL): is missing; with halfway.db.driver postgresql it must"
                + " be jdbc:postgresql://host/database");
  }

  @Test
  void driverAndAddressBelongTogetherAndNoPasswordIsShown() {
    assertThat(
            complaints(Map.of("halfway.db.url", "jdbc:postgresql://me:geheim@host/x?password=y")))
        .containsExactly(
            "halfway.db.url (HALFWAY_DB_URL): with halfway.db.driver h2 it must begin with"
                + " jdbc:h2:, not 'jdbc:postgresql://…@host/x…'");
  }

  @Test
  void moreLanesTakeMoreConnections() {
    assertThat(complaints(Map.of("halfway.half.lanes", "12", "halfway.half.db-pool", "16")))
        .containsExactly(
            "halfway.half.db-pool (HALFWAY_HALF_DB_POOL): must be at least 17, halfway.half.lanes"
                + " and 5 more, not '16'");
  }

  private static List<String> complaints(Map<String, String> given) {
    return Settings.complaints(setting -> Optional.ofNullable(given.get(setting.name())));
  }
}
