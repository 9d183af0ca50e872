/**
 * The half-message protocol without a broker, a database, a thread or a clock.
 *
 * <p>What a half message carries, what a transaction of the sender goes through, what the relay
 * decides, when it checks again, when it parks a message, which queues it takes over and which
 * markers may be forgotten. Everything that touches the world is behind a port: {@link
 * dev.halfway.ra.protocol.HalfQueue}, {@link dev.halfway.ra.protocol.Markers}, {@link
 * dev.halfway.ra.protocol.Hints}, {@link dev.halfway.ra.protocol.Clock}. So it can be driven
 * through any schedule with a failure at every call of a port.
 *
 * <p>The database row is the only judge. Nothing here concludes anything from the absence of a row,
 * from a time that has passed or from what a transaction manager said.
 */
@NullMarked
package dev.halfway.ra.protocol;

import org.jspecify.annotations.NullMarked;
