package dev.halfway.broadcast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest dispatches, without gaps, in the memory of this node; older ones are in the log.
 * Thread-safe, and nobody who asks waits for the database.
 *
 * <p>The log goes back when the database is restored from a backup: it gives numbers again that
 * this node knows already. This node notices it by the first number that another dispatch has had,
 * or when it compares itself with the log.
 */
@ApplicationScoped
public class DispatchFeed {

  /** More than are on their way to any driver who keeps up. */
  static final int KEPT = 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(DispatchFeed.class);

  @Inject private Dispatches log;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<LongConsumer> setBackListeners = new CopyOnWriteArrayList<>();
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

  /**
   * Calls somebody, who must not wait, when the log has gone back, with the number that it has gone
   * back to. What this node has told of above that number does not count any more.
   */
  public void onSetBack(LongConsumer listener) {
    setBackListeners.add(listener);
  }

  /** Takes one that a message has told of, together with any between the last one and it. */
  void arrived(DispatchPosted dispatch) {
    synchronized (arrivals) {
      if (isOfAnotherLog(dispatch)) {
        setBack(dispatch.id() - 1);
      }
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

  /** Whether another dispatch has had this number. */
  private synchronized boolean isOfAnotherLog(DispatchPosted dispatch) {
    return dispatch.id() >= first
        && dispatch.id() <= last
        && !newest[slot(dispatch.id())].at().equals(dispatch.at());
  }

  /** Goes back where the log has gone back. */
  void compareWithLog() {
    synchronized (arrivals) {
      long known = last();
      long end = log.last();
      if (end < known) {
        setBack(end);
      }
    }
  }

  private void setBack(long to) {
    LOG.warn(
        "The log of dispatches has gone back from {} to {}, as when the database was restored",
        last(),
        to);
    begin(to);
    setBackListeners.forEach(listener -> listener.accept(to));
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
