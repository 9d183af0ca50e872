package dev.halfway.transaction.comparison;

/**
 * What comparing the tables of orders and of effects has found.
 *
 * @param orders in the table
 * @param lost orders that were promised and are not there, or that lack an effect although nothing
 *     is on its way any more
 * @param phantom orders that are not in the table, and have an effect
 * @param duplicate effects beyond the first of an order in a system
 * @param undecided orders without some effect while something is still on its way or in doubt
 */
public record Integrity(int orders, int lost, int phantom, int duplicate, int undecided) {}
