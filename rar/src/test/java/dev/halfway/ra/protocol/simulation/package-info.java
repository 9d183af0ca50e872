/**
 * The protocol driven through random schedules by one seed, with a failure possible at every call
 * of a port, and judged by somebody who knows the truth.
 *
 * <p>The world is a broker with local transactions, a database with unique keys and locks, nodes
 * that send, relay, die and come back, and clocks that are set. Relays are real threads that take
 * turns: who comes next is drawn at every call of a port, so every interleaving of them can happen
 * and the same seed gives the same run. A call may fail before it had its effect, after it, or take
 * effect later, when the caller has long gone on.
 *
 * <p>At the end all outages are over and everything has to drain. Then no message of a committed
 * transaction may be lost or delivered twice, none of another may be delivered, none may be left
 * undecided, and messages of one key must have kept their order unless something was set aside or
 * two relays worked on one queue. What is not modelled: delay and expiry, retention, operators.
 */
@NullMarked
package dev.halfway.ra.protocol.simulation;

import org.jspecify.annotations.NullMarked;
