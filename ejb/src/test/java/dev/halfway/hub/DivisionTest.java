package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {

  private final Fake sink = new Fake();
  private final Division division = new Division(sink);

  /** A system that is down, or some of whose events make its sink fail. */
  private static final class Fake implements Sink {
    private final Set<String> culprits = new HashSet<>();
    private final Map<String, EventVerdict> verdicts = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private boolean down;
    private boolean broken;
    private boolean trivial;
    private @Nullable Error error;
    private int calls;

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public BatchLimits limits() {
      return new BatchLimits(1, 1, Duration.ZERO);
    }

    @Override
    public Outcome write(Batch batch) throws IOException {
      calls++;
      if (down) {
        throw new IOException("down");
      }
      List<String> ids = batch.events().stream().map(Event::id).toList();
      if (broken || ids.stream().anyMatch(culprits::contains)) {
        if (error != null) {
          throw error;
        }
        throw new IllegalStateException("broken");
      }
      Map<Event, EventVerdict> judged =
          batch.events().stream()
              .filter(event -> verdicts.containsKey(event.id()))
              .collect(Collectors.toMap(event -> event, event -> verdicts.get(event.id())));
      ids.stream().filter(id -> !verdicts.containsKey(id)).forEach(written::add);
      return new Outcome(judged, !trivial && judged.size() < ids.size());
    }
  }

  private static Event event(String id) {
    return new Event(id, "{\"id\":\"" + id + "\"}");
  }

  private void begin(String... ids) {
    List<Event> events = Arrays.stream(ids).map(DivisionTest::event).toList();
    division.begin(Batch.of(List.of(new Chunk(UUID.randomUUID(), events)), Instant.EPOCH));
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
  }

  private Stream<String> left() {
    return division.left().stream().map(Event::id);
  }

  private Set<String> refused() {
    return division.refused().keySet().stream().map(Event::id).collect(Collectors.toSet());
  }

  @Test
  void whatIsInOrderIsWrittenAtOnce() throws InterruptedException {
    begin(ids(1_000));
    division.attempt();

    assertThat(division.isDone()).isTrue();
    assertThat(sink.calls).isEqualTo(1);
  }

  @RepeatedTest(20)
  void anEventThatMakesTheSinkFailIsRefusedAlone() throws InterruptedException {
    sink.culprits.add("700");
    begin(ids(1_000));
    division.attempt();

    assertThat(division.isDone()).isTrue();
    assertThat(division.refused()).isEqualTo(Map.of(event("700"), "broken"));
    assertThat(sink.written).hasSize(999);
    // Nine or ten times halved: each half once, and the event once more.
    assertThat(sink.calls).isBetween(20, 22);
  }

  @RepeatedTest(20)
  void manyThatStandTogetherAreRefused() throws InterruptedException {
    sink.culprits.addAll(Arrays.asList(ids(300)));
    Set<String> dead = new HashSet<>();
    begin(ids(1_000));
    for (int attempts = 0; attempts < 20 && !division.isDone(); attempts++) {
      division.attempt();
      dead.addAll(refused());
      if (division.mayWait()) {
        // At the end of the queue, as it is then.
        begin(Stream.concat(left(), Stream.of("later")).toArray(String[]::new));
      }
    }

    assertThat(division.isDone()).isTrue();
    assertThat(dead).isEqualTo(sink.culprits);
    assertThat(sink.written)
        .containsAll(Arrays.asList(ids(1_000)).subList(300, 1_000))
        .doesNotContainAnyElementsOf(sink.culprits);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void anOutageIsTriedOnceAndDividesNothing(int events) throws InterruptedException {
    sink.down = true;
    begin(ids(events));
    division.attempt();

    assertThat(sink.calls).isEqualTo(1);
    assertThat(division.left()).hasSize(events);
    assertThat(division.why()).isEqualTo("down");
    assertThat(division.mayWait()).isFalse();
  }

  /** As when the sink's own code trips over what a system that is half dead answers. */
  @Test
  void anOutageThatLooksLikeAFaultMakesNoDeadLetters() throws InterruptedException {
    sink.broken = true;
    begin(ids(1_000));
    int attempts = 20;
    for (int i = 0; i < attempts; i++) {
      division.attempt();
    }

    assertThat(division.refused()).isEmpty();
    assertThat(division.left()).hasSize(1_000);
    assertThat(sink.calls).isLessThanOrEqualTo(attempts * 23);

    sink.broken = false;
    while (!division.isDone()) {
      division.attempt();
    }
    assertThat(division.refused()).isEmpty();
    assertThat(sink.written).hasSize(1_000);
  }

  @Test
  void whetherAnEventThatComesAloneIsAtFaultIsKnownByAnother() throws InterruptedException {
    sink.culprits.add("culprit");
    for (int i = 0; i < 5; i++) {
      begin("culprit");
      division.attempt();
      assertThat(division.refused()).isEmpty();
      assertThat(division.mayWait()).isTrue();
    }

    begin("good");
    division.attempt();
    begin("culprit");
    division.attempt();

    assertThat(division.isDone()).isTrue();
    assertThat(refused()).containsExactly("culprit");
  }

  @Test
  void anEventIsNotAtFaultForAnOutageThatIsOver() throws InterruptedException {
    sink.broken = true;
    begin("one");
    division.attempt();
    sink.broken = false;
    begin("two", "one");
    division.attempt();

    assertThat(division.isDone()).isTrue();
    assertThat(division.refused()).isEmpty();
  }

  @Test
  void eventsOfWhichTheSystemIsToldNothingProveNothing() throws InterruptedException {
    sink.culprits.add("culprit");
    sink.trivial = true;
    begin("culprit", "1", "2", "3");
    for (int i = 0; i < 5; i++) {
      division.attempt();
    }

    assertThat(division.refused()).isEmpty();
    assertThat(division.left()).containsExactly(event("culprit"));
  }

  @Test
  void whatTheSystemSaysOfAnEventNeedsNoProof() throws InterruptedException {
    sink.verdicts.put("1", EventVerdict.refused("no"));
    begin("1");
    division.attempt();

    assertThat(division.refused()).isEqualTo(Map.of(event("1"), "no"));
  }

  @Test
  void whatTheSystemIsNotSureOfIsAtFaultIfOthersAreTaken() throws InterruptedException {
    sink.verdicts.put("1", EventVerdict.doubtful("perhaps"));
    begin("1");
    division.attempt();
    assertThat(division.refused()).isEmpty();

    begin("1", "2");
    division.attempt();
    assertThat(division.refused()).isEqualTo(Map.of(event("1"), "perhaps"));
    assertThat(sink.written).containsExactly("2");
  }

  @Test
  void whatIsToBeTriedAgainIsLeftThoughOthersAreTaken() throws InterruptedException {
    sink.verdicts.put("1", EventVerdict.again("busy"));
    begin("1", "2");
    for (int i = 0; i < 5; i++) {
      division.attempt();
    }

    assertThat(division.left()).containsExactly(event("1"));
    assertThat(division.mayWait()).isTrue();
    assertThat(division.why()).isEqualTo("busy");
  }

  @Test
  void whereTheSystemTakesHardlyAnythingNothingGoesToTheEndOfTheQueue()
      throws InterruptedException {
    for (String id : ids(101)) {
      sink.verdicts.put(id, EventVerdict.again("busy"));
    }
    begin(ids(1_000));
    division.attempt();

    assertThat(division.left()).hasSize(101);
    assertThat(division.mayWait()).isFalse();
  }

  @Test
  void anErrorIsNoEndEither() throws InterruptedException {
    sink.error = new StackOverflowError();
    sink.culprits.add("1");
    begin("0", "1");
    division.attempt();

    assertThat(division.refused()).isEqualTo(Map.of(event("1"), "StackOverflowError"));
  }
}
