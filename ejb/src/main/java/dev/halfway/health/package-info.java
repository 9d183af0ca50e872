/**
 * Readiness for MicroProfile Health: database, broker, half messages. A scenario's own partners are
 * not part of it: that they may be down is what the scenarios are for.
 *
 * <p>A jar of its own in the EAR's lib folder, because WildFly finds no health check inside an
 * EAR's modules (WFLY-12835).
 */
@NullMarked
package dev.halfway.health;

import org.jspecify.annotations.NullMarked;
