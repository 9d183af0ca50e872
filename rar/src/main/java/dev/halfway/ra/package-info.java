/**
 * The resource adapter that gives a Jakarta EE server half messages over Jakarta Messaging: its
 * life cycle, its configuration, its wiring, and its management over JMX.
 *
 * <p>This is the one package that knows all others. {@link dev.halfway.ra.Engine} puts the parts
 * together. Sending is in {@link dev.halfway.ra.outbound}, forwarding and discarding in {@link
 * dev.halfway.ra.relay}, the queues in {@link dev.halfway.ra.broker}, the rules in {@link
 * dev.halfway.ra.protocol}, the markers in {@link dev.halfway.ra.marker}. What applications and
 * operators see beyond {@code jakarta.jms} is in {@link dev.halfway.ra.api}.
 *
 * <p>A wrong property stops the start, with an error that names it. A broker or database that is
 * missing does not: it is waited for.
 */
@NullMarked
package dev.halfway.ra;

import org.jspecify.annotations.NullMarked;
