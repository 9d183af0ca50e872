/**
 * What forwards and discards: one thread per half queue and one per waiting queue, of this node and
 * of nodes that are gone.
 *
 * <p>It carries out what {@link dev.halfway.ra.protocol} decides. During an outage of the broker or
 * the database it tries again with growing pauses. Messages with one key keep the order in which
 * their node sent them, unless a message was set aside or another node has taken over the queue.
 *
 * <p>It reads markers on connections of its own, so it never competes with the callers whose
 * messages it forwards.
 */
@NullMarked
package dev.halfway.ra.relay;

import org.jspecify.annotations.NullMarked;
