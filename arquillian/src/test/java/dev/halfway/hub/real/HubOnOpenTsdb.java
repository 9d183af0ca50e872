package dev.halfway.hub.real;

import static dev.halfway.hub.HubClient.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.hub.Events;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** OpenTSDB: a point for each, once. */
class HubOnOpenTsdb extends HubOnSystem<RealOpenTsdb> {

  HubOnOpenTsdb() {
    super(RealOpenTsdb.on(RealHBase.fresh()), true);
  }

  /** A number that is none for it. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2300-01-01T00:00:00Z\",\"source\":\"shop\",\"metrics\":{\"latency\":1}}"
            .formatted(id));
  }

  private String line(int number, String tag, String value) {
    return "{\"id\":\"%s\",\"at\":\"%s\",\"source\":\"shop\",\"metrics\":{\"latency\":1},\"tags\":{\"run\":\"%s\",\"%s\":\"%s\"}}"
        .formatted(
            events().id(number), Events.START.plusMillis(number), events().prefix(), tag, value);
  }

  /** It keeps names in ISO-8859-1, where both are two question marks. */
  @Test
  void twoCitiesAreTwoSeries() {
    assertAccepted(hub().post(line(0, "city", "北京") + "\n" + line(1, "city", "上海")), 2);
    awaitThere(2);

    assertThat(system.tagValues(events().prefix(), "city"))
        .containsExactlyInAnyOrder("_x5317__x4EAC_", "_x4E0A__x6D77_");
  }

  /** A thousand of them are more than it takes in one request. */
  @Test
  void eventsWithLongTagsAreThere() {
    String lines =
        IntStream.range(0, 3_000)
            .mapToObj(number -> line(number, "path", "p".repeat(1_300)))
            .collect(Collectors.joining("\n"));

    assertAccepted(hub().post(lines), 3_000);
    awaitThere(3_000);
  }

  /** HBase has no row for such a name, and OpenTSDB says of it what it says of an outage. */
  @Test
  void anEventWithATagThatIsTooLongIsADeadLetterAlone() {
    assertAccepted(hub().post(line(0, "path", "p".repeat(40_000)) + "\n" + line(1, "x", "y")), 2);

    patiently("it is a dead letter").until(() -> deadLetters().contains(events().id(0)));
    patiently("the other is there").until(() -> !system.ids(events().prefix()).isEmpty());
    assertThat(system.ids(events().prefix())).containsExactly(events().id(1));
  }
}
