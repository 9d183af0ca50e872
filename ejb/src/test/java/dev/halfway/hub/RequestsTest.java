package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.hub.StubSystem.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final int MAX_BYTES = 1_000;

  private final AtomicLong nanos = new AtomicLong();
  private final RequestSize size = new RequestSize(MAX_BYTES, nanos::get);
  private final StubSystem system = StubSystem.that(this::answer);
  private final HttpSystem http = StubSystem.http();
  private final List<Event> events = IntStream.range(0, 100).mapToObj(RequestsTest::event).toList();
  private int limit = Integer.MAX_VALUE;

  private static Event event(int number) {
    return new Event("e" + number, "%50d".formatted(number));
  }

  private Answer answer(Sent sent) {
    return new Answer(sent.bytes() > limit ? 413 : 200, "");
  }

  @AfterEach
  void close() {
    system.close();
  }

  private record Line(Event event, List<byte[]> text) implements Piece {}

  /** A line for each event. */
  private final class Lines implements Requests.Language<Line> {
    @Override
    public List<Line> pieces(Event event) {
      if (event.id().equals("untold")) {
        throw new ArithmeticException("no number");
      }
      return List.of(new Line(event, List.of(Piece.utf8(event.json()))));
    }

    @Override
    public HttpRequest request(List<Line> pieces) {
      return HttpSystem.request(URI.create(system.address()))
          .POST(BodyPublishers.ofByteArray(Piece.body("", pieces, "\n", "")))
          .build();
    }

    @Override
    public Outcome outcome(List<Line> pieces, Answer answer) throws IOException {
      if (!answer.isSuccess()) {
        throw answer.asFailure("lines");
      }
      return Outcome.WRITTEN;
    }
  }

  private Outcome write(List<Event> some) throws IOException, InterruptedException {
    return new Requests<>(http, new Lines(), size).write(some);
  }

  private List<Integer> sizes() {
    return system.requests().stream().map(Sent::bytes).toList();
  }

  @Test
  void noRequestIsLongerThanTheSystemTakes() throws Exception {
    assertThat(write(events)).isEqualTo(Outcome.WRITTEN);

    // Nineteen of 51 bytes in each but the last.
    assertThat(sizes()).hasSize(6).allMatch(bytes -> bytes <= MAX_BYTES);
  }

  @Test
  void whatCannotBeToldIsRefusedAlone() throws Exception {
    Event untold = new Event("untold", "{}");

    Outcome outcome = write(List.of(events.get(0), untold, events.get(1)));

    assertThat(outcome.verdicts()).isEqualTo(Map.of(untold, EventVerdict.refused("no number")));
    assertThat(sizes()).containsExactly(101);
  }

  @Test
  void aLimitThatWasFoundIsKeptForAMinute() throws Exception {
    limit = 300;
    write(events);
    int found = sizes().size();
    assertThat(write(events)).isEqualTo(Outcome.WRITTEN);
    assertThat(sizes().subList(found, sizes().size())).allMatch(bytes -> bytes <= limit);

    limit = Integer.MAX_VALUE;
    nanos.addAndGet(61_000_000_000L);
    int before = sizes().size();
    write(events);
    assertThat(sizes()).hasSize(before + 6);
  }

  /** One that was killed is not there the next time. */
  @Test
  void aConnectionThatIsClosedOnceIsAnOutage() throws Exception {
    system.closingOn(sent -> system.requests().size() == 1);

    assertThatIOException().isThrownBy(() -> write(events));
    assertThat(write(events)).isEqualTo(Outcome.WRITTEN);
    assertThat(sizes()).hasSize(7).allMatch(bytes -> bytes > 200);
  }

  /** As OpenTSDB does with a body that is too long. */
  @Test
  void aConnectionThatIsClosedEachTimeHasTheRequestDivided() throws Exception {
    system.closingOn(sent -> sent.bytes() > 200);

    List<String> failures = new ArrayList<>();
    Outcome outcome = null;
    while (outcome == null && failures.size() < 10) {
      try {
        outcome = write(events);
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    assertThat(outcome).isEqualTo(Outcome.WRITTEN);
    assertThat(failures).hasSize(2);
  }

  @Test
  void anEventThatHasTheConnectionClosedIsDoubtful() throws Exception {
    Event closing = events.get(50);
    system.closingOn(sent -> sent.body().contains(closing.json()));

    for (int i = 0; i < 3; i++) {
      assertThatIOException().isThrownBy(() -> write(events));
    }
    Outcome outcome = write(events);

    assertThat(outcome.verdicts()).containsOnlyKeys(closing);
    assertThat(outcome.has(EventVerdict.Kind.DOUBTFUL)).isTrue();
    assertThat(outcome.taken()).isTrue();
    assertThat(write(List.of(closing)).has(EventVerdict.Kind.DOUBTFUL)).isTrue();
  }

  @Test
  void aSystemThatClosesAllConnectionsIsAskedAFewTimesOnly() {
    system.closingOn(sent -> true);
    for (int i = 0; i < 4; i++) {
      assertThatIOException().isThrownBy(() -> write(events));
    }
    int before = sizes().size();

    assertThatThrownBy(() -> write(events)).isInstanceOf(RequestRefused.class);
    assertThat(sizes()).hasSize(before + 4);
  }

  @Test
  void whereNobodyListensItIsAnOutageEachTime() {
    system.close();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> write(events))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(RequestRefused.class);
    }
    assertThat(size.bytes()).isEqualTo(MAX_BYTES);
  }
}
