/**
 * The resource adapter that gives a Jakarta EE server half messages over Jakarta Messaging: its
 * life cycle, its configuration, and its management over JMX.
 *
 * <p>Sending is in {@link dev.halfway.ra.outbound}, settling in {@link dev.halfway.ra.relay}, what
 * both rest on in {@link dev.halfway.ra.protocol} and {@link dev.halfway.ra.marker}; what
 * applications and operators see beyond {@code jakarta.jms} is in {@link dev.halfway.ra.api}.
 */
@NullMarked
package dev.halfway.ra;

import org.jspecify.annotations.NullMarked;
