/** Scenario 4, delay, next to the code. */
@NullMarked
package dev.halfway.delay;

import org.jspecify.annotations.NullMarked;
