package dev.halfway.web.hub;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a body without a thread waiting for it (Servlet 6.0, 3.7), and no faster than it is taken.
 * One thread at a time is at it.
 */
final class BodyReader implements ReadListener {

  private static final int BUFFER = 16 << 10;

  /** After so many it lets others go first. */
  private static final int BUFFERS = 16;

  private final ServletInputStream body;
  private final Taker taker;
  private final Executor executor;
  private final byte[] buffer = new byte[BUFFER];

  /** Signals that there may be something to read, since a thread reads. */
  private final AtomicInteger signals = new AtomicInteger();

  private volatile boolean all;

  /** Whoever wants the body. */
  interface Taker {

    /** What has come. May take its time. */
    void take(byte[] buffer, int length);

    /** There is no more. */
    void finish();

    /** Nothing more of it can be had, or what was had cannot be taken. */
    void fail(Exception why);

    /** Whether the request is over, so that nothing more may be read. */
    boolean isOver();
  }

  /**
   * A reader of a body that nothing was read of yet.
   *
   * @param executor whose threads may wait, in which the taker is called
   */
  BodyReader(ServletInputStream body, Taker taker, Executor executor) {
    this.body = body;
    this.taker = taker;
    this.executor = executor;
  }

  @Override
  public void onDataAvailable() {
    signal();
  }

  @Override
  public void onAllDataRead() {
    all = true;
    signal();
  }

  @Override
  public void onError(Throwable failure) {
    taker.fail(failure instanceof Exception e ? e : new IOException(failure));
  }

  /**
   * Starts reading in a thread, unless one reads already. Undertow also signals while a thread
   * still reads what came before, and two threads must not read one body.
   */
  private void signal() {
    if (signals.getAndIncrement() == 0) {
      executor.execute(this::read);
    }
  }

  private void read() {
    try {
      int known = signals.get();
      for (int i = 0; i < BUFFERS && !taker.isOver(); i++) {
        if (all) {
          taker.finish();
          return;
        }
        int length = body.isReady() ? body.read(buffer) : -1;
        if (length >= 0) {
          taker.take(buffer, length);
        } else {
          known = signals.addAndGet(-known);
          if (known == 0) {
            // The container signals when there is something to read again.
            return;
          }
        }
      }
      if (!taker.isOver()) {
        // Others first.
        executor.execute(this::read);
      }
    } catch (IOException | RuntimeException e) {
      taker.fail(e);
    }
  }
}
