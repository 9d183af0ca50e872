/** Scenario 3, bus, next to the code. */
@NullMarked
package dev.halfway.bus;

import org.jspecify.annotations.NullMarked;
