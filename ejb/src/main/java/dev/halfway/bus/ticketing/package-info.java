/**
 * The subsystem that issues tickets: one for each order, however often it is asked; none above its
 * limit; and none that counts once the centre has given up.
 */
@NullMarked
package dev.halfway.bus.ticketing;

import org.jspecify.annotations.NullMarked;
