package dev.halfway.ra.protocol.simulation;

/** Something happened that must not. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message);
  }
}
