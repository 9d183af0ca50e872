/** Scenario 4, delay, from outside. */
@NullMarked
package dev.halfway.delay;

import org.jspecify.annotations.NullMarked;
