/**
 * The protocol driven through random schedules by one seed, with a failure possible at every call
 * of a port, and judged by somebody who knows the truth.
 *
 * <p>The world is a broker with local transactions, a database with unique keys and locks, a
 * transaction manager, nodes that send, relay, die and come back, operators, and clocks that are
 * set. What sends is the adapter's own connection factory with its managed connections and XA
 * resource; what relays is its own relay; what a process knows of its transactions is kept as the
 * adapter keeps it. Everything else belongs to the world. Applications, the transaction manager's
 * reaper, relays and operators are real threads that take turns: who comes next is drawn at every
 * call of a port, so every interleaving of them can happen and the same seed gives the same run. A
 * call may fail before it had its effect, after it, or take effect later, when the caller has long
 * gone on.
 *
 * <p>{@link dev.halfway.ra.protocol.simulation.Judge} has rules of its own and uses none of the
 * protocol's. While it happens it sees to it that nothing is fenced, asked, discarded, set aside or
 * parked too early or too long, that times and properties are what the application gave, and that
 * nothing is half before its marker. At the end all outages are over and everything has to drain.
 * Then no message of a committed transaction may be lost or delivered twice, none of another may be
 * delivered, none may be left undecided, and messages of one key must have kept their order: except
 * for what was set aside, what an operator or another node took, what overtook messages that the
 * broker still kept for a process that was gone, and across a change of the number of lanes.
 *
 * <p>What is not modelled: {@code completion=SYNC}, several stores on one broker, limits of queues.
 */
@NullMarked
package dev.halfway.ra.protocol.simulation;

import org.jspecify.annotations.NullMarked;
