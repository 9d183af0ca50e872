package dev.halfway.transaction.comparison;

import java.util.concurrent.ExecutorService;

/**
 * Who places the orders of a comparison.
 *
 * @param pool their threads, at least as many as there are callers
 * @param number of callers
 * @param stop what tells them to end
 */
record Callers(ExecutorService pool, int number, StopSignal stop) {}
