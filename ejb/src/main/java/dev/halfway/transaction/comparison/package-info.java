/**
 * The comparison of the four mechanisms: the same orders by each, in alternating rounds, measured
 * from inside the server.
 *
 * <p>Callers run in a closed loop: each places its next order when the last one is answered. What
 * is found of lost, phantom and repeated effects is found by comparing tables, whatever anybody was
 * told.
 */
@NullMarked
package dev.halfway.transaction.comparison;

import org.jspecify.annotations.NullMarked;
