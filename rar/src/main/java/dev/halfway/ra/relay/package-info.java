/**
 * The resident relay: one thread per half queue, one for what waits, one that keeps house.
 *
 * <p>It does what {@link dev.halfway.ra.protocol} decides, with the broker through plain Jakarta
 * Messaging and the marker store through connections of its own, so that it never competes with the
 * callers whose messages it forwards. An outage of either is waited out with growing pauses; what
 * needs a person is an alarm, raised once and cleared when it is over.
 *
 * <p>It promises order per key and node, except for messages that were set aside or taken over.
 */
@NullMarked
package dev.halfway.ra.relay;

import org.jspecify.annotations.NullMarked;
