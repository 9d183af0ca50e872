package dev.halfway.hub;

import dev.halfway.testing.Growth;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with events takes time as their number and length, whatever they are. */
class HubGrowthTest {

  /**
   * Aa and BB have the same hash, and so have all texts of the same length that are made of them.
   */
  private static Event colliding(int number) {
    String text = Integer.toBinaryString(1 << 20 | number).replace("0", "Aa").replace("1", "BB");
    return new Event(text, "{\"id\":\"%s\"}".formatted(text));
  }

  @Test
  void eventsOfTheSameHashAreFoundAsFastAsOthers() {
    Growth.assertLinear(
        500,
        count -> {
          List<Event> events =
              IntStream.range(0, count).mapToObj(HubGrowthTest::colliding).toList();
          return () -> {
            Set<Event> left = new HashSet<>(events);
            events.forEach(left::remove);
          };
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "_x", "_x0041", " ", "\u674E", "\uD83D\uDE00"})
  void aNameForOpenTsdbTakesTimeAsItsLength(String one) {
    Growth.assertLinear(1_000, length -> naming(one.repeat(length / one.length())));
  }

  private static Growth.Work naming(String name) {
    return () -> TsdbNames.of(name);
  }

  @Test
  void tagsTakeTimeAsTheirNumber() {
    Growth.assertLinear(
        300,
        count -> {
          JsonObjectBuilder tags = Json.createObjectBuilder();
          IntStream.range(0, count).forEach(number -> tags.add("t" + number, 1));
          JsonObject event =
              Json.createObjectBuilder().add("source", "web-1").add("tags", tags).build();
          return () -> TsdbNames.tags(event);
        });
  }
}
