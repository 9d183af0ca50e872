package dev.halfway.bus;

/**
 * Says that there is a subsystem, so that it can be seen, paused and resumed. Its consumer's
 * durable subscription must be called {@code halfway.bus-<name>}.
 */
public interface Subsystem {

  /** Lower-case letters. */
  String name();
}
