/**
 * Delay (delayed tasks): a message that is delivered at its time, and an order that is cancelled
 * when its payment time is over.
 *
 * <p>Guarantees: a timer is set if and only if the transaction that set it commits; it fires once,
 * never early, or is recalled, never both; whatever dies, it fires when its time has come or, after
 * an outage, as soon as that is over. There is no limit to how far away a time may be, and the
 * memory that timers take does not grow with their number.
 *
 * <p>A timer is a row. Whoever changes the row decides: firing it, recalling it, and paying its
 * order all begin with the same update, of which one succeeds. What is due soon has a delayed
 * message in the broker besides, which says when; a message that finds its row changed does
 * nothing.
 */
@NullMarked
package dev.halfway.delay;

import org.jspecify.annotations.NullMarked;
