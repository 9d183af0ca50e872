/** Scenario 5, broadcast, next to the code. */
@NullMarked
package dev.halfway.broadcast;

import org.jspecify.annotations.NullMarked;
