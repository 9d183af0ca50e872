/** Scenario 2, smoothing, over HTTP; see {@link dev.halfway.smoothing}. */
@NullMarked
package dev.halfway.web.smoothing;

import org.jspecify.annotations.NullMarked;
