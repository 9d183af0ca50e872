package dev.halfway.transaction.comparison;

/**
 * What became of a fault point.
 *
 * @param reached how often a thread came to it while it could fail
 * @param failed how often it did
 */
public record FaultCount(long reached, long failed) {

  FaultCount plus(FaultCount other) {
    return new FaultCount(reached + other.reached, failed + other.failed);
  }
}
