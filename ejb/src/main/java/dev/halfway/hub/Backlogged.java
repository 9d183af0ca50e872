package dev.halfway.hub;

/** Too much waits for a sink, so that no more is accepted. */
public class Backlogged extends Exception {

  private static final long serialVersionUID = 1;

  private final String sink;
  private final long waiting;

  Backlogged(String sink, long waiting) {
    super("%d chunks of events wait for %s".formatted(waiting, sink));
    this.sink = sink;
    this.waiting = waiting;
  }

  /** The sink that has not taken them. */
  public String sink() {
    return sink;
  }

  /** How many chunks wait for it. */
  public long waiting() {
    return waiting;
  }
}
