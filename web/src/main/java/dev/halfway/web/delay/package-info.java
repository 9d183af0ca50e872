/** Scenario 4, delay, over HTTP; see {@link dev.halfway.delay}. */
@NullMarked
package dev.halfway.web.delay;

import org.jspecify.annotations.NullMarked;
