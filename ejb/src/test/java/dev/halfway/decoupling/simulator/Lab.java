package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.link.LinkStatus;
import dev.halfway.decoupling.link.LinkTimings;
import dev.halfway.decoupling.link.Receipt;
import dev.halfway.decoupling.link.ReceiptIds;
import dev.halfway.decoupling.link.ReceiptListener;
import dev.halfway.decoupling.link.Sms;
import dev.halfway.decoupling.link.SmsCentreAddress;
import dev.halfway.decoupling.link.SmsCentreLink;
import dev.halfway.lifecycle.Backoff;
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
public final class Lab implements AutoCloseable {

  public static final String LAB_THREAD = "lab-";
  public static final String SYSTEM_ID = "halfway";
  public static final String PASSWORD = "geheim";

  public static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));

  /** Nothing here is meant to run into a timeout, nor to need an enquire_link. */
  public static final LinkTimings PATIENT =
      new LinkTimings(
          Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10), QUICK, QUICK);

  /** Notices a silent centre soon. */
  public static final LinkTimings ALERT =
      new LinkTimings(
          Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(500), QUICK, QUICK);

  public final SmsCentreSimulator centre;
  public final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, named());
  private final ExecutorService executor = Executors.newCachedThreadPool(named());
  private final List<Closeable> opened = new CopyOnWriteArrayList<>();

  public Lab() throws IOException {
    centre = startCentre(0, PASSWORD);
  }

  /** One that sends nobody away for silence. */
  public SmsCentreSimulator startCentre(int port, String password) throws IOException {
    return startCentre(port, password, Duration.ofMinutes(10));
  }

  public SmsCentreSimulator startCentre(int port, String password, Duration bindWithin)
      throws IOException {
    SmsCentreSimulator started =
        SmsCentreSimulator.start(port, SYSTEM_ID, password, bindWithin, executor);
    opened.add(0, started::close);
    return started;
  }

  public SmsCentreLink link(LinkTimings timings) {
    return link(timings, receipts::add);
  }

  public SmsCentreLink link(LinkTimings timings, ReceiptListener listener) {
    return link(centre.port(), timings, ReceiptIds.AS_IS, listener);
  }

  /** To another centre than the simulated one. */
  public SmsCentreLink link(
      int port, LinkTimings timings, ReceiptIds ids, ReceiptListener listener) {
    SmsCentreAddress address = new SmsCentreAddress("127.0.0.1", port, SYSTEM_ID, PASSWORD, "");
    SmsCentreLink link = SmsCentreLink.open(address, timings, ids, scheduler, listener);
    opened.add(0, link::close);
    return link;
  }

  public ScriptedCentre scriptedCentre(String... ids) throws IOException {
    ScriptedCentre started = new ScriptedCentre(executor, ids);
    opened.add(0, started);
    return started;
  }

  public <T> Future<T> start(Callable<T> task) {
    return executor.submit(task);
  }

  public static Sms sms(String text) {
    return new Sms("Halfway", "+491701234567", text, 42);
  }

  public static void awaitState(SmsCentreLink link, LinkStatus.State state)
      throws InterruptedException {
    Waiting.until("the link is " + state, () -> link.status().state() == state);
  }

  public List<String> texts() {
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
