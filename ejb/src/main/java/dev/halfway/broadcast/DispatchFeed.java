package dev.halfway.broadcast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest dispatches, without gaps, in the memory of this node; older ones are in the log.
 * Thread-safe, and nobody who asks waits for the database.
 */
@ApplicationScoped
public class DispatchFeed {

  /** More than are on their way to any driver who keeps up. */
  static final int KEPT = 1_024;

  @Inject private Dispatches log;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Object arrivals = new Object();
  private final DispatchPosted[] newest = new DispatchPosted[KEPT];
  private long first = 1;
  private long last;

  /** Begins with what the log has: whoever wants something of that reads the log. */
  void open() {
    begin(log.last());
  }

  private synchronized void begin(long at) {
    first = at + 1;
    last = at;
  }

  /** Calls somebody, who must not wait, whenever there are new ones. */
  public void onNews(Runnable listener) {
    listeners.add(listener);
  }

  /** Takes one that a message has told of, together with any between the last one and it. */
  void arrived(DispatchPosted dispatch) {
    synchronized (arrivals) {
      long known = last();
      if (dispatch.id() <= known) {
        return;
      }
      if (dispatch.id() > known + 1) {
        long from = Math.max(known, dispatch.id() - KEPT);
        log.after(from, KEPT).stream()
            .filter(missed -> missed.id() < dispatch.id())
            .forEach(this::add);
      }
      add(dispatch);
    }
    listeners.forEach(Runnable::run);
  }

  private synchronized void add(DispatchPosted dispatch) {
    if (dispatch.id() != last + 1) {
      first = dispatch.id();
    }
    newest[slot(dispatch.id())] = dispatch;
    last = dispatch.id();
    first = Math.max(first, last - KEPT + 1);
  }

  private static int slot(long id) {
    return (int) (id % KEPT);
  }

  /** The number of the newest one; 0 when there is none. */
  public synchronized long last() {
    return last;
  }

  /**
   * Those that come after a number, in their order.
   *
   * @return no list when they are in the log only
   */
  public synchronized Optional<List<DispatchPosted>> after(long id, int most) {
    if (id < last && id + 1 < first) {
      return Optional.empty();
    }
    List<DispatchPosted> next = new ArrayList<>();
    for (long one = id + 1; one <= last && next.size() < most; one++) {
      next.add(newest[slot(one)]);
    }
    return Optional.of(next);
  }
}
