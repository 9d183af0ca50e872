package dev.halfway.decoupling.smpp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** A simulated centre on a free port, links to it, and the threads of both. */
final class Lab implements AutoCloseable {

  static final String LAB_THREAD = "lab-";
  static final String SYSTEM_ID = "halfway";
  static final String PASSWORD = "geheim";

  static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));

  /** Nothing here is meant to run into a timeout, nor to need an enquire_link. */
  static final LinkTimings PATIENT =
      new LinkTimings(
          Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10), QUICK, QUICK);

  /** Notices a silent centre soon. */
  static final LinkTimings ALERT =
      new LinkTimings(
          Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(500), QUICK, QUICK);

  final SmsCentreSimulator centre;
  final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, named());
  private final ExecutorService executor = Executors.newCachedThreadPool(named());
  private final List<Closeable> opened = new CopyOnWriteArrayList<>();

  Lab() throws IOException {
    centre = startCentre(0, PASSWORD);
  }

  /** One that sends nobody away for silence. */
  SmsCentreSimulator startCentre(int port, String password) throws IOException {
    return startCentre(port, password, Duration.ofMinutes(10));
  }

  SmsCentreSimulator startCentre(int port, String password, Duration bindWithin)
      throws IOException {
    SmsCentreSimulator started =
        SmsCentreSimulator.start(port, SYSTEM_ID, password, bindWithin, executor);
    opened.add(0, started::close);
    return started;
  }

  SmsCentreLink link(LinkTimings timings) {
    return link(timings, receipts::add);
  }

  SmsCentreLink link(LinkTimings timings, ReceiptListener listener) {
    return link(centre.port(), timings, ReceiptIds.AS_IS, listener);
  }

  /** To another centre than the simulated one. */
  SmsCentreLink link(int port, LinkTimings timings, ReceiptIds ids, ReceiptListener listener) {
    SmsCentreAddress address = new SmsCentreAddress("127.0.0.1", port, SYSTEM_ID, PASSWORD, "");
    SmsCentreLink link = SmsCentreLink.open(address, timings, ids, scheduler, listener);
    opened.add(0, link::close);
    return link;
  }

  ScriptedCentre scriptedCentre(String... ids) throws IOException {
    ScriptedCentre started = new ScriptedCentre(executor, ids);
    opened.add(0, started);
    return started;
  }

  <T> Future<T> start(Callable<T> task) {
    return executor.submit(task);
  }

  static Sms sms(String text) {
    return new Sms("Halfway", "+491701234567", text, 42);
  }

  static void awaitState(SmsCentreLink link, LinkStatus.State state) throws InterruptedException {
    Waiting.until("the link is " + state, () -> link.status().state() == state);
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    centre.received().forEach(sms -> texts.add(sms.text()));
    return texts;
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : opened) {
      each.close();
    }
    scheduler.shutdownNow();
    executor.shutdownNow();
  }

  private static ThreadFactory named() {
    return task -> {
      Thread thread = Executors.defaultThreadFactory().newThread(task);
      thread.setName(LAB_THREAD + thread.getName());
      return thread;
    };
  }
}
