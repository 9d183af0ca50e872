/** Scenario 3, bus, over HTTP; see {@link dev.halfway.bus}. */
@NullMarked
package dev.halfway.web.bus;

import org.jspecify.annotations.NullMarked;
