package dev.halfway.load;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests that come when they come, whatever has become of those before: an open model. A latency
 * is counted from when its request was to be sent, so one that had to wait its turn is not made
 * better than it was (coordinated omission). Callers give up after a while, as people do.
 */
public final class OpenLoad {

  /** How long a caller waits for its answer. */
  public static final Duration GIVES_UP_AFTER = Duration.ofSeconds(5);

  /** Beyond it a caller finds no connection and gives up at once. */
  private static final int MOST_UNANSWERED = 4_000;

  private static final int SPARE_SECONDS = 10;
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(GIVES_UP_AFTER).build();
  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final ConcurrentMap<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final Queue<String> locations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger offered = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger gaveUp = new AtomicInteger();
  private final AtomicIntegerArray succeeded;
  private final Phaser answered = new Phaser(1);
  private final int perSecond;
  private final Duration duration;
  private final Supplier<HttpRequest.Builder> requests;
  private volatile long start;

  private OpenLoad(int perSecond, Duration duration, Supplier<HttpRequest.Builder> requests) {
    this.perSecond = perSecond;
    this.duration = duration;
    this.requests = requests;
    this.succeeded =
        new AtomicIntegerArray((int) duration.plus(GIVES_UP_AFTER).toSeconds() + SPARE_SECONDS);
  }

  /**
   * What came of it.
   *
   * @param offered requests that came
   * @param statuses how many were answered how
   * @param gaveUp callers that got no answer in time, or none at all
   * @param locations what the answers of those that were accepted call their results
   * @param succeeded how many were answered with success in each second since the start
   * @param micros latency of those that were answered with success
   */
  public record Result(
      int offered,
      Map<Integer, Integer> statuses,
      int gaveUp,
      Collection<String> locations,
      List<Integer> succeeded,
      Histogram micros) {

    /** How many were answered so. */
    public int answered(int status) {
      return statuses.getOrDefault(status, 0);
    }

    /** Milliseconds. */
    public double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  /** Sends so many per second for so long. */
  public static CompletableFuture<Result> start(
      int perSecond, Duration duration, Supplier<HttpRequest.Builder> requests) {
    OpenLoad load = new OpenLoad(perSecond, duration, requests);
    return CompletableFuture.supplyAsync(load::run, task -> new Thread(task, "load").start());
  }

  private Result run() {
    start = System.nanoTime();
    long end = start + duration.toNanos();
    double interval = TimeUnit.SECONDS.toNanos(1) / (double) perSecond;
    for (int i = 0; ; i++) {
      long due = start + (long) (i * interval);
      if (due >= end) {
        break;
      }
      sleepUntil(due);
      send(due);
    }
    answered.arriveAndAwaitAdvance();
    Map<Integer, Integer> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return new Result(
        offered.get(),
        counts,
        gaveUp.get(),
        locations,
        IntStream.range(0, succeeded.length()).mapToObj(succeeded::get).toList(),
        micros);
  }

  private static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(long due) {
    offered.incrementAndGet();
    if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
      unanswered.decrementAndGet();
      gaveUp.incrementAndGet();
      return;
    }
    answered.register();
    var unused =
        http.sendAsync(requests.get().timeout(GIVES_UP_AFTER).build(), BodyHandlers.ofString())
            .whenComplete((answer, failure) -> ended(due, answer));
  }

  private void ended(long due, @Nullable HttpResponse<String> answer) {
    long now = System.nanoTime();
    unanswered.decrementAndGet();
    if (answer == null) {
      gaveUp.incrementAndGet();
    } else {
      statuses.computeIfAbsent(answer.statusCode(), any -> new AtomicInteger()).incrementAndGet();
      if (answer.statusCode() / 100 == 2) {
        micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(now - due)));
        int second = (int) TimeUnit.NANOSECONDS.toSeconds(now - start);
        succeeded.incrementAndGet(Math.min(second, succeeded.length() - 1));
      }
      answer.headers().firstValue("Location").ifPresent(locations::add);
    }
    answered.arriveAndDeregister();
  }
}
