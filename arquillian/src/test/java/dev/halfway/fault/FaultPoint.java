package dev.halfway.fault;

import static org.awaitility.Awaitility.await;

import dev.halfway.fault.inside.Reached;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of {@link FaultPoints}: lets every thread pass until told otherwise. Thread-safe. */
public final class FaultPoint {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String className;
  private final String method;
  private final Where where;
  private final String exception;
  private final List<Socket> waiting = new ArrayList<>();
  private Action action = Action.PASS;
  private String threads = "";
  private int still;
  private int hits;
  private int acted;

  private enum Action {
    PASS,
    WAIT,
    HALT,
    FAIL
  }

  FaultPoint(String className, String method, Where where, String exception) {
    this.className = className;
    this.method = method;
    this.where = where;
    this.exception = exception;
  }

  /**
   * Is a point of some threads only: all others pass and count for nothing.
   *
   * @param prefix of their names
   */
  public synchronized FaultPoint onlyOf(String prefix) {
    threads = prefix;
    return this;
  }

  /** The next thread that comes here waits; later ones pass. */
  public void block() {
    blockAt(1);
  }

  /** The thread that comes here as the nth from now on, from 1 up, waits; the others pass. */
  public void blockAt(int nth) {
    decide(Action.WAIT, nth);
  }

  /**
   * The next thread that comes here ends the server at once, by {@code Runtime.halt(137)}: to
   * everything outside the process the same as {@code kill -9}, for the operating system closes its
   * sockets and files in both cases, and what it has written to a file stays written.
   */
  public void halt() {
    haltAt(1);
  }

  /** The thread that comes here as the nth from now on, from 1 up, ends the server at once. */
  public void haltAt(int nth) {
    decide(Action.HALT, nth);
  }

  /** The next thread that comes here gets the point's exception; later ones pass. */
  public void fail() {
    failAt(1);
  }

  /** The thread that comes here as the nth from now on, from 1 up, gets the point's exception. */
  public void failAt(int nth) {
    decide(Action.FAIL, nth);
  }

  private synchronized void decide(Action next, int nth) {
    action = next;
    still = nth;
    acted = 0;
  }

  /** Waits until what was decided last has happened: a thread waits here, for one. */
  public void awaitReached() {
    await(this.toString())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(this::isReached);
  }

  /** Whether what was decided last has happened. */
  public synchronized boolean isReached() {
    return acted > 0;
  }

  /** How often threads came here, over all starts of the server. */
  public synchronized int hits() {
    return hits;
  }

  /** Lets whoever waits go on, and everybody pass from now on. */
  public synchronized void release() {
    action = Action.PASS;
    waiting.forEach(thread -> answer(thread, Reached.GO));
    waiting.clear();
  }

  String name() {
    return className + "." + method + " " + where.location();
  }

  /** The rule that makes it a point. */
  String rule() {
    return String.join(
        "\n",
        "RULE " + name(),
        "CLASS " + className,
        "METHOD " + method,
        "HELPER " + Reached.class.getName(),
        where.location(),
        "IF fails(\"" + name() + "\")",
        "DO throw new " + exception + "(\"" + name() + "\")",
        "ENDRULE",
        "");
  }

  /**
   * A thread has come.
   *
   * @param name of the thread
   * @return the process that was told to end at once, if it was; until its connection ends, it has
   *     not
   */
  synchronized @Nullable Socket reached(Socket thread, String name) {
    if (!name.startsWith(threads)) {
      answer(thread, Reached.GO);
      return null;
    }
    hits++;
    Action now = action == Action.PASS || --still > 0 ? Action.PASS : action;
    if (now != Action.PASS) {
      action = Action.PASS;
      acted++;
    }
    switch (now) {
      case WAIT -> waiting.add(thread);
      case PASS -> answer(thread, Reached.GO);
      case HALT -> {
        say(thread, Reached.HALT);
        return thread;
      }
      case FAIL -> answer(thread, Reached.FAIL);
    }
    return null;
  }

  private static void answer(Socket thread, int answer) {
    try (thread) {
      say(thread, answer);
    } catch (IOException e) {
      // It was closed from the other end.
    }
  }

  private static void say(Socket thread, int answer) {
    try {
      thread.getOutputStream().write(answer);
    } catch (IOException e) {
      // The server has died meanwhile: nobody waits for the answer.
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
