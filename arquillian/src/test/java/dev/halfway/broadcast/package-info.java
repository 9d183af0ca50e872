/** Scenario 5, broadcast, from outside. */
@NullMarked
package dev.halfway.broadcast;

import org.jspecify.annotations.NullMarked;
