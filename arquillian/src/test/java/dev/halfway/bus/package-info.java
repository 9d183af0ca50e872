/** Scenario 3, bus, from outside. */
@NullMarked
package dev.halfway.bus;

import org.jspecify.annotations.NullMarked;
