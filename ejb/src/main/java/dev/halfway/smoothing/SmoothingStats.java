package dev.halfway.smoothing;

/**
 * How the sale goes on this node, since its start.
 *
 * @param accepted orders
 * @param rejected because of backlog or rate
 * @param confirmed worked off here with success
 * @param soldOut worked off here without
 * @param backlog accepted orders that wait or are worked on, on all nodes
 * @param workedOffPerSecond on all nodes, on the average of the last seconds
 * @param atWork orders being worked on here
 * @param mostAtWork the highest number of orders that were worked on at the same time, since the
 *     bound was changed last
 * @param acceptance how long it took to accept an order
 * @param completion from when an order was accepted to when it was worked off here
 */
public record SmoothingStats(
    long accepted,
    long rejected,
    long confirmed,
    long soldOut,
    long backlog,
    double workedOffPerSecond,
    int atWork,
    int mostAtWork,
    LatencyPercentiles acceptance,
    LatencyPercentiles completion) {

  /** Milliseconds. */
  public record LatencyPercentiles(double p50, double p99) {}
}
