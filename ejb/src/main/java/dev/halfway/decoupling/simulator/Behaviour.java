package dev.halfway.decoupling.simulator;

import java.time.Duration;

/**
 * How a simulated SMS centre treats its clients.
 *
 * @param delay how long each submit waits before it is treated, zero or more; ends early when the
 *     behaviour is changed
 * @param commandStatus what a rejected submit is answered, not zero when rejecting
 * @param probability that a submit is rejected, 0 to 1
 * @param submits how many submits it lasts, after which the centre is normal again; 0 for until
 *     changed
 */
public record Behaviour(
    Mode mode, Duration delay, int commandStatus, double probability, int submits) {

  /** What a centre can do. */
  public enum Mode {
    /** Accepts and answers. */
    NORMAL,
    /** Has closed all sessions and resets new connections. */
    DOWN,
    /** Answers some submits with an error. */
    REJECTING,
    /** Accepts a submit, then cuts the connection without an answer. */
    DROPPING,
    /** Keeps connections open, takes nothing and answers nothing, not even an enquire_link. */
    SILENT
  }

  /** Accepts and answers at once. */
  public static final Behaviour NORMAL = new Behaviour(Mode.NORMAL, Duration.ZERO, 0, 0, 0);

  /** Closes all sessions, after answering what was accepted, and resets new connections. */
  public static final Behaviour DOWN = new Behaviour(Mode.DOWN, Duration.ZERO, 0, 0, 0);

  /** Accepts each submit, then cuts its connection without an answer. */
  public static final Behaviour DROPPING = new Behaviour(Mode.DROPPING, Duration.ZERO, 0, 0, 0);

  /** Keeps connections open and answers nothing. */
  public static final Behaviour SILENT = new Behaviour(Mode.SILENT, Duration.ZERO, 0, 0, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the one out of its range
   */
  public Behaviour {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("the delay is negative: " + delay);
    }
    if (mode == Mode.REJECTING && commandStatus == 0) {
      throw new IllegalArgumentException("command_status 0 rejects nothing");
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("the probability is 0 to 1, not " + probability);
    }
    if (submits < 0) {
      throw new IllegalArgumentException("the number of submits is negative: " + submits);
    }
  }

  /** Accepts and answers after a delay. */
  public static Behaviour slow(Duration delay) {
    return NORMAL.withDelay(delay);
  }

  /** Answers each submit with this command_status. */
  public static Behaviour rejecting(int commandStatus) {
    return new Behaviour(Mode.REJECTING, Duration.ZERO, commandStatus, 1, 0);
  }

  /** The same, but treating each submit only after this delay. */
  public Behaviour withDelay(Duration newDelay) {
    return new Behaviour(mode, newDelay, commandStatus, probability, submits);
  }

  /** The same, but rejecting a submit only with this probability. */
  public Behaviour withProbability(double newProbability) {
    return new Behaviour(mode, delay, commandStatus, newProbability, submits);
  }

  /** The same for the next submits only, 1 or more; then the centre is normal again. */
  public Behaviour forNext(int newSubmits) {
    return new Behaviour(mode, delay, commandStatus, probability, newSubmits);
  }

  /** What holds after one submit was treated so. */
  Behaviour afterSubmit() {
    return switch (submits) {
      case 0 -> this;
      case 1 -> NORMAL;
      default -> forNext(submits - 1);
    };
  }
}
