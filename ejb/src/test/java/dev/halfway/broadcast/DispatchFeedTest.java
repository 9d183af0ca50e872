package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.testing.Injected;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchFeedTest {

  private final Log log = new Log();
  private final DispatchFeed feed = new DispatchFeed();
  private final AtomicInteger news = new AtomicInteger();
  private final List<Long> setBacks = new ArrayList<>();

  /** The log, without a database. */
  private static final class Log extends Dispatches {
    private final List<DispatchPosted> all = new ArrayList<>();

    @Override
    public long last() {
      return all.isEmpty() ? 0 : all.get(all.size() - 1).id();
    }

    @Override
    public List<DispatchPosted> after(long id, int most) {
      return all.stream().filter(one -> one.id() > id).limit(most).toList();
    }
  }

  @BeforeEach
  void open() {
    Injected.into(feed, "log", log);
    post(1, 10);
    feed.open();
    feed.onNews(news::incrementAndGet);
    feed.onSetBack(setBacks::add);
  }

  private void post(long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(DispatchFeedTest::dispatch).forEach(log.all::add);
  }

  private static DispatchPosted dispatch(long id) {
    return new DispatchPosted(id, "a", "b", BigDecimal.ONE, Instant.EPOCH);
  }

  /** With the same number, after the log has gone back. */
  private static DispatchPosted another(long id) {
    return new DispatchPosted(id, "a", "b", BigDecimal.ONE, Instant.EPOCH.plusMillis(1));
  }

  private void arrive(long from, long to) {
    post(from, to);
    LongStream.rangeClosed(from, to).mapToObj(DispatchFeedTest::dispatch).forEach(feed::arrived);
  }

  private void goBackTo(long last) {
    log.all.removeIf(one -> one.id() > last);
  }

  @Test
  void beginsAfterWhatTheLogHas() {
    assertThat(feed.last()).isEqualTo(10);
    assertThat(feed.after(10, 5)).contains(List.of());
    assertThat(feed.after(9, 5)).as("in the log").isEmpty();
  }

  @Test
  void tellsOfWhatArrivesInItsOrderAndOnce() {
    post(11, 13);
    feed.arrived(dispatch(11));
    feed.arrived(dispatch(12));
    feed.arrived(dispatch(12));
    feed.arrived(dispatch(13));
    feed.arrived(dispatch(5));

    assertThat(news).hasValue(3);
    assertThat(feed.after(10, 2)).contains(List.of(dispatch(11), dispatch(12)));
    assertThat(feed.after(12, 2)).contains(List.of(dispatch(13)));
    assertThat(feed.after(20, 2)).as("of a node that knows more").contains(List.of());
  }

  @Test
  void takesFromTheLogWhatHasNotArrived() {
    post(11, 15);
    feed.arrived(dispatch(15));
    feed.arrived(dispatch(13));

    assertThat(news).hasValue(1);
    assertThat(feed.after(10, 10).orElseThrow())
        .extracting(DispatchPosted::id)
        .containsExactly(11L, 12L, 13L, 14L, 15L);
  }

  @Test
  void keepsTheNewestOnly() {
    long last = 10 + 3L * DispatchFeed.KEPT;
    post(11, last);
    feed.arrived(dispatch(last));

    assertThat(feed.last()).isEqualTo(last);
    assertThat(feed.after(last - DispatchFeed.KEPT - 1, 1)).as("in the log").isEmpty();
    assertThat(feed.after(last - DispatchFeed.KEPT, 1).orElseThrow())
        .extracting(DispatchPosted::id)
        .containsExactly(last - DispatchFeed.KEPT + 1);
  }

  @Test
  void leavesOutWhatIsForgotten() {
    post(20, 20);
    feed.arrived(dispatch(20));

    assertThat(feed.after(10, 1)).as("whoever looks into the log finds the gap").isEmpty();
    assertThat(feed.after(19, 1)).contains(List.of(dispatch(20)));
  }

  @Test
  void noticesALogThatHasGoneBackByANumberThatIsGivenTwice() {
    arrive(11, 20);
    goBackTo(13);
    log.all.add(another(14));

    feed.arrived(another(14));
    feed.arrived(another(14));
    feed.compareWithLog();

    assertThat(setBacks).containsExactly(13L);
    assertThat(feed.last()).isEqualTo(14);
    assertThat(feed.after(13, 5)).contains(List.of(another(14)));
    assertThat(feed.after(12, 5)).as("in the log").isEmpty();
  }

  @Test
  void noticesALogThatHasGoneBackByComparing() {
    arrive(11, 20);
    feed.compareWithLog();
    assertThat(setBacks).isEmpty();

    goBackTo(13);
    feed.compareWithLog();
    feed.compareWithLog();

    assertThat(setBacks).containsExactly(13L);
    assertThat(feed.last()).isEqualTo(13);
    assertThat(feed.after(13, 5)).contains(List.of());
    feed.arrived(another(14));
    assertThat(feed.after(13, 5)).contains(List.of(another(14)));
  }

  /** What waited in the broker meanwhile is of the log that was there before. */
  @Test
  void doesNotStayAheadOfTheLogForAMessageOfBefore() {
    feed.arrived(dispatch(20));
    assertThat(feed.last()).isEqualTo(20);

    feed.compareWithLog();

    assertThat(setBacks).containsExactly(10L);
    feed.arrived(another(11));
    assertThat(feed.after(10, 5)).contains(List.of(another(11)));
  }

  @Test
  void takesALateMessageForNoSetBack() {
    arrive(11, 20);
    feed.arrived(dispatch(12));
    feed.arrived(dispatch(20));
    feed.arrived(dispatch(5));
    feed.compareWithLog();

    assertThat(setBacks).isEmpty();
    assertThat(feed.last()).isEqualTo(20);
  }
}
