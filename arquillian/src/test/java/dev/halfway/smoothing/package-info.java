/** Scenario 2, smoothing, against running servers. */
@NullMarked
package dev.halfway.smoothing;

import org.jspecify.annotations.NullMarked;
